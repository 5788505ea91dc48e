import { counted, measured, type Quantity } from './quantity.ts';

/** Electricity by name. */
export const ELECTRIC: readonly Quantity[] = [
  measured(
    'power,watt,apower,active power,watts,leistung,puissance,potencia,potenza,vermogen,grid power,pv power,wirkleistung,verbrauch aktuell,actual consumption,current consumption,power consumption,power usage,power import,power export,import power,export power,pac,pdc,p ac,p dc,moc,vykon,effekt,teho,мощность',
    'power',
    'W',
    ['W', 'kW', 'mW', 'MW'],
    { whole: 'w' },
  ),
  measured(
    'electricity currently delivered,electricity currently returned,phase currently delivered,phase currently returned,currently delivered,currently returned',
    'power',
    'kW',
    ['W', 'kW'],
  ),
  measured('apparent power,scheinleistung', 'apparent_power', 'VA', ['VA']),
  measured('reactive power,blindleistung', 'reactive_power', 'var', ['var']),
  counted(
    'energy,energie,energia,kwh,total energy,energy total,energy counter,total,yield total,yieldtotal,import,export,charge energy added,zahlerstand,zaehlerstand,stromzahler,stromzaehler,consumo,consumption,consommation,verbrauch,verbruik,opbrengst,forbruk,forbrukning,energi,etoday,e today,e day,electricity delivered,electricity returned,electricity used,energy delivered,energy returned,gridimport,gridexport',
    'energy',
    'kWh',
    ['Wh', 'kWh', 'MWh'],
  ),
  counted('wh,yieldday,yield day,charged energy,session energy', 'energy', 'Wh', [
    'Wh',
    'kWh',
    'MWh',
  ]),
  measured(
    'voltage,volt,volts,spannung,tension,voltaje,tensione,spanning,tensao,spenning,napiecie,napeti,jannite,напряжение,vcc,vbat,vbatt,uac,udc,u ac,u dc,vrms,vdd,supply',
    'voltage',
    'V',
    ['V', 'mV'],
    {
      whole: 'u,v',
      plausible: [-1000, 1000],
    },
  ),
  measured(
    'current,amp,amps,irms,strom,stromstarke,stromstaerke,courant,corriente,corrente,stroom,amperage,iac,idc,i ac,i dc',
    'current',
    'A',
    ['A', 'mA'],
    { whole: 'i,a' },
  ),
  measured(
    'frequency,freq,fac,f ac,frequenz,frequence,frecuencia,netzfrequenz',
    'frequency',
    'Hz',
    ['Hz', 'kHz', 'MHz'],
  ),
  measured('pf,power factor,cosphi,cos phi,leistungsfaktor', 'power_factor', null, ['%'], {
    plausible: [-1, 1],
  }),
];
