"""How views look."""
from __future__ import absolute_import, unicode_literals

# In a notebook the ground and the ink are the notebook's own, light or dark: everything here is
# made of the ink that is there, and of one colour that is seen on both.
VIEW = """
.clarifai-view { --seen: #1a8a84; color: inherit; font: 14px/1.45 system-ui, -apple-system, "Segoe UI", "Liberation Sans", sans-serif; max-width: 70rem; text-align: left; }
.clarifai-view * { box-sizing: border-box; }
.clarifai-view p, .clarifai-view ul, .clarifai-view figure, .clarifai-view h3, .clarifai-view h4 { margin: 0; padding: 0; border: 0; }
.clarifai-view h3 { font-size: 1rem; font-weight: 650; line-height: 1.3; overflow-wrap: anywhere; }
.clarifai-view h4 { font-size: .8125rem; font-weight: 600; margin: .75rem 0 .25rem; overflow-wrap: anywhere; }
.clarifai-view ul { list-style: none; }
.clarifai-view li { margin: 0; padding: 0; }
.clarifai-view .quiet { opacity: .72; font-size: .8125rem; overflow-wrap: anywhere; }
.clarifai-view .failed { padding-left: .5rem; border-left: 3px solid #d0533f; overflow-wrap: anywhere; font-size: .8125rem; }
.clarifai-view .seen { display: flex; flex-wrap: wrap; gap: .75rem 1.5rem; align-items: flex-start; margin: 0 0 1.25rem; }
.clarifai-view .shown { flex: 0 1 20rem; min-width: min(10rem, 100%); max-width: 100%; }
.clarifai-view .said { flex: 1 1 15rem; min-width: min(15rem, 100%); max-width: 34rem; }
.clarifai-view .shown figcaption { margin-top: .25rem; opacity: .72; font-size: .8125rem; overflow-wrap: anywhere; }
.clarifai-view .picture { position: relative; width: fit-content; max-width: 100%; overflow: hidden; border-radius: 6px; background: rgba(128, 128, 128, .14); line-height: 0; }
.clarifai-view .picture img { display: block; max-width: 100%; max-height: 30rem; width: auto; height: auto; margin: 0; }
.clarifai-view .nothing { padding: 1.25rem 1rem; min-width: 9rem; text-align: center; line-height: 1.45; font-size: .8125rem; overflow-wrap: anywhere; }
.clarifai-view .box { position: absolute; border: 2px solid #fff; box-shadow: 0 0 0 1px rgba(0, 0, 0, .6), inset 0 0 0 1px rgba(0, 0, 0, .6); border-radius: 2px; }
.clarifai-view .box b { position: absolute; left: 0; top: 0; min-width: 1.2em; padding: 0 .25em; background: rgba(0, 0, 0, .72); color: #fff; font: 600 11px/1.45 system-ui, sans-serif; text-align: center; border-radius: 0 0 4px 0; }
.clarifai-view .bars { display: grid; grid-template-columns: minmax(5rem, max-content) minmax(3rem, 1fr) max-content; gap: .125rem .75rem; align-items: center; }
.clarifai-view .bars li { display: contents; }
.clarifai-view .bars .name { overflow-wrap: anywhere; }
.clarifai-view .bar { display: block; height: .4375rem; border-radius: 4px; background: rgba(128, 128, 128, .22); overflow: hidden; }
.clarifai-view .bar i { display: block; height: 100%; background: var(--seen); border-radius: 4px; }
.clarifai-view .value { font-variant-numeric: tabular-nums; text-align: right; }
.clarifai-view .number { display: inline-block; min-width: 1.25em; margin-right: .4em; padding: 0 .25em; border-radius: 4px; background: rgba(128, 128, 128, .28); font-weight: 600; font-size: .75rem; text-align: center; }
.clarifai-view .swatch { display: inline-block; width: .875rem; height: .875rem; margin-right: .4em; border-radius: 3px; box-shadow: 0 0 0 1px rgba(128, 128, 128, .5); vertical-align: -.125rem; }
.clarifai-view .words { white-space: pre-wrap; overflow-wrap: anywhere; }
.clarifai-view details { margin-top: .375rem; }
.clarifai-view summary { cursor: pointer; opacity: .8; font-size: .8125rem; }
.clarifai-view .cards { display: grid; grid-template-columns: repeat(auto-fill, minmax(9.5rem, 1fr)); gap: 1rem .75rem; align-items: start; }
.clarifai-view .card { min-width: 0; }
.clarifai-view .card .picture { width: 100%; min-height: 4rem; }
.clarifai-view .card .picture img { width: 100%; }
.clarifai-view .card .nothing { min-height: 6rem; display: grid; place-content: center; }
.clarifai-view .card .name { display: block; margin-top: .25rem; font-size: .8125rem; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
.clarifai-view .card li { display: flex; gap: .5rem; font-size: .8125rem; }
.clarifai-view .card li .label { flex: 1; min-width: 0; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
.clarifai-view .facts { display: grid; grid-template-columns: max-content minmax(0, 1fr); gap: .125rem 1rem; margin: .375rem 0; font-size: .875rem; }
.clarifai-view .facts dt { opacity: .72; font-weight: 400; }
.clarifai-view .facts dd { margin: 0; overflow-wrap: anywhere; }
.clarifai-view .thing { margin: 0 0 1rem; padding-left: .75rem; border-left: 3px solid rgba(128, 128, 128, .35); }
.clarifai-view .scroll { overflow-x: auto; margin: .5rem 0; }
.clarifai-view table { border-collapse: separate; border-spacing: 2px; margin: 0; font-size: .8125rem; border: 0; }
.clarifai-view tr, .clarifai-view tr:nth-child(odd) { background: none; border: 0; }
.clarifai-view th, .clarifai-view td { padding: .3125rem .625rem; border: 0; text-align: left; vertical-align: middle; background: none; }
.clarifai-view thead th { font-weight: 500; opacity: .8; vertical-align: bottom; max-width: 8rem; overflow-wrap: break-word; white-space: normal; }
.clarifai-view tbody th { font-weight: 500; max-width: 14rem; min-width: 6rem; overflow-wrap: break-word; white-space: normal; }
.clarifai-view td.value, .clarifai-view thead th.value { text-align: right; }
.clarifai-view .matrix td { min-width: 4rem; border-radius: 3px; background: rgba(128, 128, 128, .08); }
.clarifai-view .stripe { display: flex; height: .625rem; max-width: 24rem; margin: .375rem 0; border-radius: 4px; overflow: hidden; background: rgba(128, 128, 128, .22); }
.clarifai-view .stripe i { display: block; height: 100%; background: var(--seen); }
.clarifai-view .stripe .bad { background: #c8412f; }
"""

# A page of its own has a ground, and follows what the reader's system asks for.
PAGE = """
:root { color-scheme: light dark; --paper: #fbfaf7; --ink: #1d2124; --quiet: #5d6468; --line: #d9d6ce; --accent: #0b6b6b; --card: #ffffff; }
@media (prefers-color-scheme: dark) {
  :root { --paper: #151718; --ink: #e9e7e2; --quiet: #a3a9ab; --line: #3a4042; --accent: #74c7c0; --card: #1d2021; }
  .clarifai-view { --seen: #3fb0a8 !important; }
}
* { box-sizing: border-box; }
body { margin: 0; background: var(--paper); color: var(--ink); font: 16px/1.5 system-ui, -apple-system, "Segoe UI", "Liberation Sans", sans-serif; }
header { max-width: 78rem; margin: 0 auto; padding: 1.25rem 1.5rem 0; }
main.clarifai-view { max-width: 78rem; margin: 0 auto; padding: 1rem 1.5rem 3rem; }
h1 { margin: 0; font-size: 1.375rem; line-height: 1.25; font-weight: 650; letter-spacing: -.01em; overflow-wrap: anywhere; }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; border-radius: 4px; }
@media (max-width: 40rem) { header, main.clarifai-view { padding-left: 1rem; padding-right: 1rem; } }
"""

GALLERY = """
.ask { display: flex; flex-wrap: wrap; gap: .75rem 1.25rem; align-items: end; margin: 1rem 0 .5rem; }
.ask label { display: grid; gap: .125rem; font-size: .8125rem; color: var(--quiet); }
.ask label.look { flex: 1 1 14rem; max-width: 26rem; }
.ask input[type="search"], .ask select { font: inherit; font-size: .9375rem; color: var(--ink); background: var(--card); border: 1px solid var(--quiet); border-radius: 6px; padding: .375rem .5rem; width: 100%; }
.ask input[type="range"] { width: 9rem; accent-color: var(--accent); margin: .5rem 0; }
.ask label.only { display: flex; gap: .375rem; align-items: center; padding-bottom: .5rem; }
.ask label.only input { accent-color: var(--accent); }
#count { margin: 0; color: var(--quiet); font-size: .875rem; font-variant-numeric: tabular-nums; }
.clarifai-view .cards { grid-template-columns: repeat(auto-fill, minmax(12rem, 1fr)); gap: 1.5rem 1rem; }
.clarifai-view .card { content-visibility: auto; contain-intrinsic-size: auto 16rem; }
.clarifai-view .card[hidden] { display: none; }
.clarifai-view .card a { color: inherit; text-decoration-color: var(--quiet); text-underline-offset: .15em; }
.clarifai-view .card li.chosen { font-weight: 650; }
.clarifai-view .quiet, .clarifai-view summary { opacity: 1; color: var(--quiet); }
@media (max-width: 40rem) {
  .clarifai-view .cards { grid-template-columns: repeat(auto-fill, minmax(9rem, 1fr)); }
  .ask label { flex: 1 1 8rem; }
}
"""
