import { matchName, nameTable } from './match-name.ts';

/** What a yes-or-no value says, by the name it goes under. */
export type BinaryMeaning = {
  readonly names: string;
  readonly deviceClass: string | null;
  /** 0 and 1 under this name are off and on; else they are a number. */
  readonly digits: boolean;
};

const meaning = (deviceClass: string | null, names: string, digits = true): BinaryMeaning => ({
  names,
  deviceClass,
  digits,
});

/** Names in several languages, folded (conventions §8). */
const TABLE = nameTable<BinaryMeaning>([
  meaning('door', 'door,tur,tuer,porte,puerta,porta,deur,haustur,haustuer,turkontakt,tuerkontakt'),
  meaning('garage_door', 'garage door,garagentor,garage'),
  meaning('window', 'window,fenster,fensterkontakt,fenetre,ventana,finestra,raam'),
  meaning('opening', 'contact,kontakt,open,reed,offen,opening'),
  meaning('motion', 'motion,pir,bewegung,bewegungsmelder,mouvement,movimiento,movimento,beweging'),
  meaning('presence', 'presence,present,anwesend,anwesenheit,presencia,presenza'),
  meaning('presence', 'home', false),
  meaning('occupancy', 'occupancy,occupied,belegt,besetzt'),
  meaning('moisture', 'leak,water leak,leakage,wassermelder,flood,wet,leck,wasserleck,nass'),
  meaning('smoke', 'smoke,rauch,rauchmelder,fumee,humo,fumo,rook'),
  meaning('gas', 'gas', false),
  meaning('carbon_monoxide', 'co,carbon monoxide', false),
  meaning('tamper', 'tamper,sabotage'),
  meaning('vibration', 'vibration,erschutterung,erschuetterung'),
  meaning('lock', 'lock,schloss'),
  meaning('plug', 'plug,plugged,plugged in'),
  meaning('battery_charging', 'charging,ladt,laedt'),
  meaning('battery', 'battery low,low battery,lowbat,batterylow,low bat,lobat'),
  meaning('update', 'update available,firmware available,new version available'),
  meaning(
    'connectivity',
    'online,connected,reachable,available,availability,lwt,connection,connectivity,verbunden,erreichbar',
  ),
  meaning('problem', 'alarm,problem,error,fault,storung,stoerung,fehler'),
  meaning('running', 'running,pump,pumpe'),
  meaning('heat', 'heating,heizung,heater'),
  meaning(null, 'light,lamp,lampe,licht,relay,relais,switch,schalter,output,ok,enabled,active'),
  meaning('power', 'power', false),
]);

/** Classes that give way to what is named before: a `smoke_alarm` tells of smoke. */
const GENERAL: ReadonlySet<string | null> = new Set(['opening', 'problem', null]);
/** Names that say the opposite of what the class of a door or window means by "on". */
const CLOSED = new Set(['closed', 'close', 'geschlossen', 'zu']);

/** The meaning of a name; null if it names nothing binary. */
export function binaryMeaning(words: readonly string[]): BinaryMeaning | null {
  const found = matchName(TABLE, words);
  if (found === null) return null;
  const before = GENERAL.has(found.deviceClass) ? matchName(TABLE, words.slice(0, -1)) : null;
  const named = before === null ? found : { ...before, digits: before.digits || found.digits };
  return words.some((word) => CLOSED.has(word)) ? { ...named, deviceClass: null } : named;
}

/** Words that are yes or no under any name, and the class they suggest where the name has none. */
const STRONG: ReadonlyMap<string, readonly [boolean, string | null]> = table(
  [
    'true,on,yes,ja,oui,si,sim,tak,an,ein,aan,enabled',
    'false,off,no,nein,nee,non,nie,aus,uit,disabled',
    null,
  ],
  ['allume,encendido,acceso', 'eteint,apagado,spento', null],
  [
    'open,opened,offen,geoffnet,geoeffnet,ouvert,ouverte,abierto,abierta,aperto,aperta,otwarte',
    'closed,close,zu,geschlossen,ferme,fermee,cerrado,cerrada,chiuso,chiusa,gesloten,dicht,zamkniete',
    'opening',
  ],
  ['detected,erkannt,detecte', 'undetected,not detected', null],
  [
    'online,connected,reachable,verbunden',
    'offline,disconnected,unreachable,getrennt,connection lost',
    'connectivity',
  ],
  ['unlocked,entriegelt', 'locked,verriegelt', 'lock'],
);

/** Words that are yes or no only under a name that says so: `away` may as well be a mode. */
const WEAK: ReadonlyMap<string, readonly [boolean, string | null]> = table(
  ['wet,nass,leak', 'dry,trocken', 'moisture'],
  [
    'home,present,anwesend,occupied,zuhause,besetzt',
    'away,frei,not_home,not home,absent,abwesend,unoccupied',
    'presence',
  ],
  ['active,aktiv,triggered,alarm,motion', 'inactive,inaktiv,clear,none,idle', null],
  ['low', 'normal,ok,good,high', 'battery'],
  ['running', 'stopped', 'running'],
);

function table(
  ...rows: readonly (readonly [string, string, string | null])[]
): ReadonlyMap<string, readonly [boolean, string | null]> {
  const words = new Map<string, readonly [boolean, string | null]>();
  for (const [yes, no, deviceClass] of rows) {
    for (const word of yes.split(',')) words.set(word, [true, deviceClass]);
    for (const word of no.split(',')) words.set(word, [false, deviceClass]);
  }
  return words;
}

export type BinaryWord = {
  readonly value: boolean;
  readonly deviceClass: string | null;
  /** Counts under any name. */
  readonly strong: boolean;
};

/** The folded word as yes or no; null if it is neither. */
export function binaryWord(word: string): BinaryWord | null {
  const strong = STRONG.get(word);
  const found = strong ?? WEAK.get(word);
  if (found === undefined) return null;
  return { value: found[0], deviceClass: found[1], strong: strong !== undefined };
}
