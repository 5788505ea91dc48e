/**
 * Drawings that fit the things of a home, with the words they are found by. Any other of the
 * Material Design Icons can be had by its name.
 */
const CHOICES = `
lightbulb lamp light bulb
lightbulb-group lamps lights
ceiling-light lamp pendant
floor-lamp standing light
desk-lamp reading light
wall-sconce lamp light
string-lights christmas garland
led-strip-variant strip light
outdoor-lamp garden light
spotlight-beam spot light
lava-lamp mood light
candle fire light
power-socket-eu plug socket outlet
power-plug plug socket outlet
toggle-switch switch
light-switch switch button
gesture-tap-button button remote
remote remote control
power power on off
thermometer temperature
thermometer-water temperature water
water-percent humidity
water water leak drop
water-pump pump
waves pool water
gauge pressure meter
molecule-co2 air carbon dioxide
air-filter purifier air
air-conditioner cooling climate
air-humidifier humidity
radiator heating
heat-pump heating
fire heating fireplace
fireplace fire stove
water-boiler hot boiler heater
snowflake frost cooling freezer
fan ventilation air
ceiling-fan ventilation
weather-sunny sun brightness
weather-partly-cloudy weather
weather-rainy rain
weather-windy wind
weather-night moon night
brightness-5 light illuminance
flash electricity power energy
meter-electric electricity energy
meter-gas gas
transmission-tower grid electricity
solar-power sun solar panel
solar-panel sun energy
battery battery charge
home-battery battery storage energy
ev-station car charger wallbox
car-electric car
car garage vehicle
bicycle bike
motorbike vehicle
door door
door-open door
window-closed window
window-open window
garage garage door
gate gate garden
blinds shutter cover
roller-shade shutter cover
curtains curtain cover
awning-outline awning shade cover
lock lock door
lock-smart lock door
key key
doorbell bell door ring
doorbell-video bell door camera
bell bell alarm
alarm-light siren alarm
shield-home alarm security
smoke-detector smoke fire alarm
cctv camera security
camera camera picture
webcam camera picture
motion-sensor motion movement
run motion movement
account person presence
home-account presence person
walk movement person
bed bedroom sleep
sofa living room couch
table-furniture dining table
chair-rolling office desk
bookshelf books shelf
stairs stairs floor
bathtub bathroom bath
shower-head bathroom shower
toilet bathroom wc
silverware-fork-knife kitchen dining
fridge kitchen refrigerator freezer
stove kitchen oven cooker
toaster-oven kitchen
microwave kitchen
kettle kitchen tea
coffee-maker kitchen coffee
dishwasher kitchen
countertop kitchen
washing-machine laundry
tumble-dryer laundry dryer
iron-outline laundry
robot-vacuum cleaning robot
vacuum-outline cleaning
robot-mower garden lawn
grass garden lawn
sprinkler-variant garden irrigation
watering-can-outline garden plants
flower garden plant
sprout plant soil
tree garden
pool swimming water
hot-tub water spa
grill garden barbecue
greenhouse garden plants
television tv screen
monitor computer screen
desktop-tower-monitor computer pc
laptop computer
printer office
router-wireless network wifi
server network computer
nas storage server
wifi network signal
signal network strength
bluetooth network
zigbee network
access-point network antenna
speaker music sound
music music sound
radio music sound
microphone sound noise
volume-high sound siren
gamepad-variant games
controller-classic games
projector screen tv
clock-outline time
timer-outline time duration
calendar date time
counter number
numeric number
text text
format-list-bulleted list select
tune settings
cog settings
update firmware software
information-outline info
alert-outline warning problem
check-circle-outline ok
home house
home-assistant house
office-building building work
warehouse shed storage
barn shed garden
balcony outside
tent outside camping
dog pet
cat pet
paw pet
fish aquarium pet
fishbowl-outline aquarium pet
bird pet
baby-face-outline child nursery
teddy-bear child nursery
trash-can-outline waste bin
mailbox post letter
package-variant-closed parcel post
package post
scale-bathroom weight
heart-pulse health
pill medicine health
dumbbell sport gym
wrench tool
hammer tool workshop
hammer-wrench tool workshop
pipe water valve
pipe-valve water valve
valve water
gas-cylinder gas
propane-tank gas
oil oil tank
radioactive radon
smog air pollution dust
blur dust particles
scent smell air
vibrate vibration
angle-acute tilt angle position
ruler distance length
speedometer speed
compass direction wind
map-marker place location
cellphone phone
watch phone
star favourite
heart favourite
party-popper scene party
movie-open scene film
book-open-variant scene reading
weather-sunset-up scene morning
weather-sunset-down scene evening
`;

/** An icon to choose: its name after `mdi:`, and what it is found by. */
export type IconChoice = { readonly name: string; readonly words: string };

export const ICON_CHOICES: readonly IconChoice[] = CHOICES.trim()
  .split('\n')
  .map((line) => {
    const [name = '', ...words] = line.split(' ');
    return { name, words: `${name.replaceAll('-', ' ')} ${words.join(' ')}` };
  });

const NAME = /^[a-z0-9-]{1,60}$/;

/** The drawings that a search finds; a name that nobody listed stands for itself. */
export function findIcons(search: string): readonly IconChoice[] {
  const plain = search.trim().toLowerCase().replace(/^mdi:/, '');
  const parts = plain.split(/[\s-]+/).filter(Boolean);
  const found = ICON_CHOICES.filter(({ words }) => parts.every((part) => words.includes(part)));
  const isNew = NAME.test(plain) && !found.some(({ name }) => name === plain);
  return isNew && parts.length > 0 ? [...found, { name: plain, words: plain }] : found;
}
