import { fold } from './names.ts';

/** Rooms as people call them, folded: a topic level of that name tells where a device is. */
const ROOMS = new Set(
  [
    'living room,livingroom,lounge,sitting room,kitchen,bedroom,master bedroom,guest room,guestroom',
    'children room,kids room,nursery,bathroom,bath,toilet,wc,restroom,shower,hall,hallway,corridor',
    'entrance,entry,office,study,dining room,diningroom,pantry,laundry,laundry room,utility room',
    'garage,cellar,basement,attic,loft,garden,balcony,terrace,patio,porch,shed,workshop,greenhouse',
    'upstairs,downstairs,staircase,conservatory,outdoor,outside,backyard,yard,driveway,carport',
    'wohnzimmer,kuche,kueche,schlafzimmer,kinderzimmer,gastezimmer,gaestezimmer,bad,badezimmer',
    'gaste wc,gaestewc,gastewc,flur,diele,eingang,buro,buero,arbeitszimmer,esszimmer,speisekammer',
    'hauswirtschaftsraum,hwr,waschkuche,waschkueche,keller,dachboden,garten,balkon,terrasse,schuppen',
    'werkstatt,treppenhaus,wintergarten,gewachshaus,gewaechshaus,heizungsraum,heizungskeller,obergeschoss,erdgeschoss,aussen',
    'salon,sejour,cuisine,chambre,salle de bain,salle a manger,couloir,entree,bureau,cave,grenier,jardin,terrasse',
    'salotto,soggiorno,cucina,camera,bagno,corridoio,ingresso,ufficio,cantina,soffitta,giardino,terrazzo',
    'salon,cocina,dormitorio,bano,pasillo,entrada,despacho,sotano,jardin,terraza',
    'woonkamer,keuken,slaapkamer,badkamer,gang,hal,kantoor,eetkamer,kelder,zolder,tuin,schuur',
  ].flatMap((row) => row.split(',')),
);

/** Is the level of a topic the name of a room, in one of several languages? Numbers at its end do not count. */
export const isRoom = (level: string): boolean =>
  ROOMS.has(
    fold(level)
      .replace(/[_\-.]+/g, ' ')
      .replace(/\s*\d+$/, '')
      .trim(),
  );
