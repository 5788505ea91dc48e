/**
 * Runs before the first paint, so that the page never flashes in the other theme. It also answers
 * later changes of the system and of the setting (event `inglenook-theme`).
 */
export const THEME_SCRIPT = `(function(){
var d=document.documentElement,q=matchMedia('(prefers-color-scheme: dark)');
function night(){var h=new Date().getHours();return h>=20||h<7}
function set(){var t='system';try{t=localStorage.getItem('inglenook.theme')||t}catch(e){}
var dark=t==='dark'||(t==='night'&&night())||(t==='system'&&q.matches);
d.dataset.theme=dark?'dark':'light';
var m=document.querySelector('meta[name=theme-color]');
if(!m){m=document.createElement('meta');m.name='theme-color';document.head.appendChild(m)}
m.content=dark?'#0d0f15':'#f8f5f1'}
set();q.addEventListener('change',set);addEventListener('inglenook-theme',set);addEventListener('storage',set);
setInterval(set,60000)})()`;
