/** The one style sheet of the HTML reports: readable in light and dark, on paper and on a phone. */
export const STYLE_SHEET = `
:root{--ink:#1d2733;--soft:#5b6b7d;--line:#dbe2ea;--page:#fff;--tint:#f4f7fa;--a:#2463a6;--b:#b4541f;--c:#2f7d4f;--d:#7a4fa3;--bad:#b3402e;--good:#2f7d4f}
@media (prefers-color-scheme:dark){:root{--ink:#e6ebf1;--soft:#9fb0c2;--line:#33414f;--page:#12181f;--tint:#1a222b;--a:#6ea8e6;--b:#e08a52;--c:#63bf87;--d:#b48ade;--bad:#e2705e;--good:#63bf87}}
body{margin:0;background:var(--page);color:var(--ink);font:16px/1.5 system-ui,sans-serif}
main{max-width:860px;margin:0 auto;padding:32px 20px 64px}
h1{font-size:1.7rem;line-height:1.2;margin:0 0 .6rem}h2{font-size:1.2rem;margin:2.4rem 0 .4rem;padding-top:.8rem;border-top:1px solid var(--line)}
.status{display:inline-block;font-size:.8rem;padding:.1rem .55rem;border-radius:1rem;background:var(--tint);color:var(--soft);border:1px solid var(--line)}
.status.caveats{color:var(--b)}.status.blocked{color:var(--bad)}
ul.because{color:var(--soft);font-size:.92rem}
figure{margin:1.2rem 0}figcaption,caption{font-weight:600;text-align:left;padding:.3rem 0}
.wide{overflow-x:auto;margin:1.1rem 0}table{border-collapse:collapse;font-size:.88rem;font-variant-numeric:tabular-nums;min-width:50%}
th,td{padding:.25rem .7rem;border-bottom:1px solid var(--line);text-align:left;vertical-align:top}td.right,th.right{text-align:right}
thead th{background:var(--tint);font-weight:600}
details{margin:.8rem 0;font-size:.9rem}summary{cursor:pointer;color:var(--soft)}
.certificate{font-size:.78rem;color:var(--soft)}
svg{width:100%;height:auto;font-family:inherit}svg .title{font-size:14px;font-weight:600;fill:var(--ink)}svg .tick,svg .label{font-size:11px;fill:var(--soft)}svg .label{fill:var(--ink);font-size:12px}
svg .grid{stroke:var(--line)}svg .bar{fill:var(--a)}svg .good{fill:var(--good)}svg .bad{fill:var(--bad)}svg .whisker{stroke:var(--ink);stroke-width:1.3}
svg .reference{stroke:var(--b);stroke-width:1.5;stroke-dasharray:5 3}svg .line{fill:none;stroke-width:2}svg .band{fill-opacity:.18;stroke:none}
svg .line.s0{stroke:var(--a)}svg .line.s1{stroke:var(--b)}svg .line.s2{stroke:var(--c)}svg .line.s3{stroke:var(--d)}
svg .dot.s0,svg .key.s0,svg .band.s0{fill:var(--a)}svg .dot.s1,svg .key.s1,svg .band.s1{fill:var(--b)}svg .dot.s2,svg .key.s2,svg .band.s2{fill:var(--c)}svg .dot.s3,svg .key.s3,svg .band.s3{fill:var(--d)}
svg .heat{fill:var(--a)}svg .cold{fill:var(--bad)}
`;
