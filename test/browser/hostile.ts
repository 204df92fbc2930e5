/**
 * Names that try to be more than names. Whatever becomes an element has the class `hostile`, whatever runs opens a
 * dialog, throws or asks for an address of nobody.
 */
const RUN = "alert(1)";
const AWAY = "http://192.0.2.1/x";
const MARK = "class=hostile";

const ELEMENTS: readonly string[] = [
  `<script ${MARK}>${RUN}</script>`,
  `<img src=x onerror=${RUN} ${MARK}>`,
  `<svg onload=${RUN} ${MARK}>`,
  `<iframe srcdoc="<script>parent.${RUN}</script>" ${MARK}></iframe>`,
  `<iframe src="javascript:parent.${RUN}" ${MARK}></iframe>`,
  `<details open ontoggle=${RUN} ${MARK}>x</details>`,
  `<input autofocus onfocus=${RUN} ${MARK}>`,
  `<video ${MARK}><source onerror=${RUN}></video>`,
  `<link rel=stylesheet href=${AWAY} ${MARK}>`,
  `<object data=${AWAY} ${MARK}></object>`,
  `<style ${MARK}>body{display:none!important}</style>`,
  `<a href="javascript:${RUN}" ${MARK}>x</a>`,
];

const MORE_ELEMENTS: readonly string[] = [
  `<base href=${AWAY} ${MARK}>`,
  `<meta http-equiv=refresh content="0;url=${AWAY}" ${MARK}>`,
  `<form action=${AWAY} ${MARK}><button autofocus onfocus=${RUN}>x</button></form>`,
  `<math ${MARK}><mi xlink:href="javascript:${RUN}">x</mi></math>`,
  `<svg ${MARK}><script>${RUN}</script></svg>`,
  `<svg ${MARK}><animate onbegin=${RUN} attributeName=x dur=1s /></svg>`,
  `<svg ${MARK}><use href="data:image/svg+xml,<svg id=a onload=${RUN} />#a" /></svg>`,
  `<svg ${MARK}><foreignObject><body onload=${RUN}></body></foreignObject></svg>`,
  `<embed src="javascript:${RUN}" ${MARK}>`,
  `<marquee onstart=${RUN} ${MARK}>x</marquee>`,
  `<template ${MARK}><img src=x onerror=${RUN}></template>`,
  `<textarea autofocus onfocus=${RUN} ${MARK}></textarea>`,
  `<ScRiPt ${MARK}>${RUN}</sCrIpT>`,
  `<img/src="x"/onerror=${RUN}//${MARK}>`,
  `<x onclick=${RUN} tabindex=0 ${MARK}>x</x>`,
  `<div style="background:url(${AWAY})" ${MARK}>x</div>`,
  `<div style="position:fixed;inset:0;background:red" ${MARK}></div>`,
  `<!--<img src=x onerror=${RUN} ${MARK}>-->`,
  `<![CDATA[<img src=x onerror=${RUN} ${MARK}>]]>`,
  `<?xml-stylesheet href="${AWAY}"?><img src=x onerror=${RUN} ${MARK}>`,
];

const WAYS_OUT: readonly string[] = [
  `"`,
  `'`,
  `">`,
  `'>`,
  `-->`,
  `]]>`,
  `</script>`,
  `</style>`,
  `</title>`,
  `</textarea></template></noscript>`,
  `</text></svg>`,
  `</td></tr></table></details></div>`,
];

const IN_ATTRIBUTES: readonly string[] = [`"`, `'`, "`", " ", `" `, `' `, "/"].flatMap((quote) => [
  `x${quote} onmouseover=${RUN} tabindex=0 autofocus onfocus=${RUN} class=hostile x=${quote}`,
  `x${quote}style=background:url(${AWAY})${quote}`,
]);

const STYLES: readonly string[] = [
  `red;background:url(${AWAY})`,
  `red}body{display:none!important}`,
  `red;}</style><style>body{display:none!important}</style>`,
  `expression(${RUN})`,
  `url(javascript:${RUN})`,
  `url("${AWAY}")`,
  `@import "${AWAY}";`,
  `\\3c script>${RUN}\\3c /script>`,
  `var(--x,url(${AWAY}))`,
  `red/*`,
  `#fff;position:fixed;inset:0`,
  `image-set("${AWAY}" 1x)`,
];

const SCRIPTS: readonly string[] = [
  `\${${RUN}}`,
  `{{${RUN}}}`,
  `{{constructor.constructor("${RUN}")()}}`,
  `<%= ${RUN} %>`,
  "`+" + RUN + "+`",
  `'+${RUN}+'`,
  `"+${RUN}+"`,
  `\\"+${RUN}+"`,
  `'];${RUN};//`,
  `"});${RUN};//`,
  `);${RUN}//`,
  `\\');${RUN}//`,
  `*/${RUN}/*`,
  `\u2028${RUN}//`,
  `\u2029${RUN}//`,
  `]}');${RUN};('`,
  `datum.constructor.constructor("${RUN}")()`,
  `datum['x'].constructor.constructor('${RUN}')()`,
  `event.view.${RUN}`,
  `{"signal":"${RUN}"}`,
  `{"expr":"${RUN}"}`,
  `isValid(datum) ? ${RUN} : 0`,
  `[${RUN}]`,
  `a['b']`,
  `a[0].b`,
  `a.b\\.c`,
  `a\\`,
  `__proto__`,
  `constructor`,
  `hasOwnProperty`,
  `toString`,
  `then`,
  `null`,
  `undefined`,
  `NaN`,
  `-0`,
  `1e999`,
  `%s%n%d`,
  "$& $1 $` $'",
];

const ADDRESSES: readonly string[] = [
  `javascript:${RUN}`,
  `JaVaScRiPt:${RUN}`,
  `java\tscript:${RUN}`,
  `javascript://%0a${RUN}`,
  `data:text/html,<script ${MARK}>${RUN}</script>`,
  `data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==`,
  `vbscript:${RUN}`,
  `//192.0.2.1/x.js`,
  AWAY,
  `file:///etc/passwd`,
  `../../../etc/passwd`,
  `..\\..\\windows\\win.ini`,
  `#"><img src=x onerror=${RUN} ${MARK}>`,
];

const ENCODED: readonly string[] = [
  `&lt;img src=x onerror=${RUN} ${MARK}&gt;`,
  `&#60;img src=x onerror=${RUN} ${MARK}&#62;`,
  `&#x3c;img src=x onerror=${RUN} ${MARK}&#x3e;`,
  `&quot;&gt;&lt;img src=x onerror=${RUN} ${MARK}&gt;`,
  `&amp;lt;b&amp;gt;`,
  `%3Cimg src=x onerror=${RUN} ${MARK}%3E`,
  `\\x3cimg src=x onerror=${RUN} ${MARK}\\x3e`,
  `\\u003cimg src=x onerror=${RUN} ${MARK}\\u003e`,
  `+ADw-script ${MARK}+AD4-${RUN}+ADw-/script+AD4-`,
  `\uff1cscript ${MARK}\uff1e${RUN}\uff1c/script\uff1e`,
  `<\u0000script ${MARK}>${RUN}</script>`,
  `<img src=x\u0000onerror=${RUN} ${MARK}>`,
];

/** Signs that turn the direction of what follows them. */
const TURNS: readonly string[] = ["\u202e", "\u202b", "\u202d", "\u2067", "\u2068", "\u200f", "\u061c"];

const TEXTS: readonly string[] = [
  ...TURNS.map((turn) => `spot ${turn}gnp.exe`),
  `a\u202eb\u202c\u202c\u2069\u2069c`,
  `a\u200bb\u200cc\u200dd\ufeffe`,
  `a\nb\tc\rd`,
  ` leading and trailing `,
  `\x1b[31mred\x1b[0m \x07 \x08`,
  `a\u0301\u0302\u0303\u0304\u0305\u0306\u0307\u0308${"\u0489".repeat(50)}`,
  `\ud800 alone`,
  `👩‍👩‍👧‍👦 🏳️‍🌈`,
  `${"long ".repeat(400)}`,
  `${"W".repeat(3000)}`,
  `<b>${"<i>".repeat(200)}`,
];

/** At least 200 names, no two alike. */
export const HOSTILE_NAMES: readonly string[] = [
  ...new Set([
    ...ELEMENTS,
    ...MORE_ELEMENTS,
    ...WAYS_OUT.flatMap((out) => ELEMENTS.map((element) => out + element)),
    ...IN_ATTRIBUTES,
    ...STYLES,
    ...SCRIPTS,
    ...ADDRESSES,
    ...ENCODED,
    ...TEXTS,
  ]),
];
