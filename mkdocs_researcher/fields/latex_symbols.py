r"""The commands of LaTeX that mean characters, space or nothing, and the arguments of the others.

pylatexenc's tables are the base and are imported with the first command that ours do not have. Ours add what they
lack, and have what bibliographies often have: the kernel, textcomp, babel, biblatex, amssymb, wasysym, marvosym, tipa,
eurosym, textgreek and the journals of the Astrophysics Data System.
"""

from __future__ import annotations

from functools import cache, lru_cache
from typing import Any

_GREEK = dict(
    pair.split("=")
    for pair in """alpha=α beta=β gamma=γ delta=δ epsilon=ε zeta=ζ eta=η theta=θ iota=ι kappa=κ lambda=λ mu=μ nu=ν
    xi=ξ omicron=ο pi=π rho=ρ sigma=σ tau=τ upsilon=υ phi=φ chi=χ psi=ψ omega=ω varsigma=ς digamma=ϝ
    Alpha=Α Beta=Β Gamma=Γ Delta=Δ Epsilon=Ε Zeta=Ζ Eta=Η Theta=Θ Iota=Ι Kappa=Κ Lambda=Λ Mu=Μ Nu=Ν Xi=Ξ Omicron=Ο
    Pi=Π Rho=Ρ Sigma=Σ Tau=Τ Upsilon=Υ Phi=Φ Chi=Χ Psi=Ψ Omega=Ω""".split()
)

_CHARACTERS = r"""
eg e.g.  ie i.e.  etal et al.  etc etc.  wrt w.r.t.  vs vs.  cf cf.  viz viz.  TeX TeX  LaTeX LaTeX  LaTeXe LaTeX2e
BibTeX BibTeX  XeTeX XeTeX  XeLaTeX XeLaTeX  LuaTeX LuaTeX  LuaLaTeX LuaLaTeX  pdfTeX pdfTeX  pdfLaTeX pdfLaTeX
MiKTeX MiKTeX  AmS AMS  AMS AMS  KOMAScript KOMA-Script  MF METAFONT  MP MetaPost  ConTeXt ConTeXt  LyX LyX
PiCTeX PiCTeX  SliTeX SliTeX  plainTeX plainTeX  S §  P ¶  dag †  ddag ‡  pounds £  copyright ©  textcopyright ©  ss ß
SS SS  i ı  j ȷ  textless <  textgreater >  textbar |  textbardbl ‖  textbackslash \  textbraceleft {
textbraceright }  lbrace {  rbrace }  lbrack [  rbrack ]  textasciicircum ^  textasciitilde ~  textunderscore _
textpercent %  textampersand &  texthash #  textnumbersign #  textat @  textasterisk *  textquotedbl "  dq "
textquotesingle '  textquotestraightbase ‚  textquotestraightdblbase „  textellipsis …  dots …  ldots …  textemdash —
textendash –  textfigdash ‒  texthorizontalbar ―  textminus −  textnonbreakinghyphen ‑  textdblhyphen ⹀
textdblhyphenchar ⹀  texttwelveudash —  textthreequartersemdash —  textinterrobangdown ⸘  hyphen -  hyp -  nbhyphen ‑
fshyp /  fshyphen -  slash /  fslash /  bibrangedash –  bibhyphen -  bibdatedash –  pno p.   ppno pp.   psq sq.
psqq sqq.  adddot .  addperiod .  addcomma ,  addcolon :  addsemicolon ;  addslash /  addhyphen -  addexclam !
addquestion ?  textquoteleft ‘  textquoteright ’  textquotedblleft “  textquotedblright ”  glqq „  grqq “  glq ‚
grq ‘  flqq «  frqq »  flq ‹  frq ›  og «   lq ‘  rq ’  guillemotleft «  guillemotright »  guillemetleft «
guillemetright »  textbullet •  textperiodcentered ·  textasteriskcentered ∗  textdagger †  textdaggerdbl ‡
textsection §  textpilcrow ¶  texttrademark ™  TM ™  textregistered ®  textcopyleft 🄯  No №  no nº  primo 1º
secundo 2º  tertio 3º  quarto 4º  degres °  degre °  ier ᵉʳ  iere ʳᵉ  ieme ᵉ  iers ᵉʳˢ  ieres ʳᵉˢ  iemes ᵉˢ
textperthousand ‰  textpertenmill ‱  permil ‰  promille ‰  textonehalf ½  textdegree °  degree °  celsius °C
textcelsius °C  textmu µ  micro µ  textohm Ω  ohm Ω  textsurd √  textlangle ⟨  textrangle ⟩  textlbrackdbl ⟦
textrbrackdbl ⟧  textlquill ⁅  textrquill ⁆  textguarani ₲  textcentoldstyle ¢  textdollaroldstyle $  texteuro €
euro €  EUR €  EURtm €  EUROSYM €  officialeuro €  geneuro €  texteurosym €  cent ¢  currency ¤  yen ¥  texttildelow ˷
textgravedbl ˵  textborn ⋆  textdied †  textdivorced ⚮  textmarried ⚭  textleaf ❧  textzerooldstyle 0
textoneoldstyle 1  texttwooldstyle 2  textthreeoldstyle 3  textfouroldstyle 4  textfiveoldstyle 5  textsixoldstyle 6
textsevenoldstyle 7  texteightoldstyle 8  textnineoldstyle 9  textprimstress ˈ  textsecstress ˌ  textlengthmark ː
texthalflength ˑ  schwa ə  Schwa Ə  textesh ʃ  textyogh ʒ  textrevglotstop ʕ  textturna ɐ  textscripta ɑ
textepsilon ɛ  textopeno ɔ  textiota ɪ  textsci ɪ  textscy ʏ  textupsilon ʊ  textturnv ʌ  textramshorns ɤ  textbaru ʉ
textbari ɨ  textbarl ƚ  textltailn ɲ  textltailm ɱ  textrtailt ʈ  textrtaild ɖ  textrtails ʂ  textrtailz ʐ
textrtailn ɳ  textrtaill ɭ  textrtailr ɽ  textscn ɴ  textscr ʀ  textinvscr ʁ  textfishhookr ɾ  textturnr ɹ
textturnh ɥ  textturnw ʍ  textturny ʎ  textcrh ħ  textdyoghlig ʤ  textteshlig ʧ  texthtb ɓ  texthtd ɗ  texthtg ɠ
textbeltl ɬ  textlyoghlig ɮ  textbullseye ʘ  textrhookschwa ɚ  textrhookrevepsilon ɝ  textrevepsilon ɜ
textcloserevepsilon ɞ  textphi ɸ  textgamma ɣ  textchi χ  textbeta β  textipagamma ɣ  textltilde ɫ  textcommatailz ʒ
textdoublebarpipe ǂ  textpipe ǀ  textdoublepipe ǁ  textthorn þ  textThorn Þ  textwynn ƿ  texteth ð  texteng ŋ
texthtk ƙ  textcrlambda ƛ  ohorn ơ  Ohorn Ơ  uhorn ư  Uhorn Ư  textviet ̛  abreve ă  Abreve Ă  DJ Đ  dj đ  DH Ð  dh ð
TH Þ  th þ  NG Ŋ  ng ŋ  female ♀  Male ♂  Female ♀  MALE ♂  FEMALE ♀  Hermaphrodite ⚥  mars ♂  earth ♁  sun ☉
astrosun ☉  Sun ☉  Moon ☾  Earth ♁  leftmoon ☾  rightmoon ☽  fullmoon ○  newmoon ●  ascnode ☊  descnode ☋  vernal ♈
checkmark ✓  Checkmark ✓  checked ✓  xmark ✗  XSolidBrush ✗  Square □  XBox ☒  CheckedBox ☑  Box □  Diamond ◇
smiley ☺  Smiley ☺  frownie ☹  Frowny ☹  blacksmiley ☻  phone ☎  Telefon ☎  Phone ☎  Letter ✉  Envelope ✉  Email ✉
MVAt @  Mobilefone 📱  Fax 📠  Info ℹ  Mundus 🌐  Cross ✝  Yinyang ☯  YinYang ☯  Radioactivity ☢  Biohazard ☣
Lightning ☇  Pointinghand ☞  Bat 🦇  Heart ♥  CircledA Ⓐ  Coffeecup ☕  Writinghand ✍  FiveStar ★  FiveStarOpen ☆
bigstar ★  Maltese ✠  maltese ✠  twonotes ♫  diameter ⌀  invdiameter ⌀  wasylozenge ⌑  hexstar ✶  davidsstar ✡
textvarepsilon ε  textvarphi ϕ  textmicro µ  degreecelsius °C  arcmin ′  arcsec ″  micron µm  farcs ″.  farcm ′.
fdg °.  fd ᵈ.  fh ʰ.  fm ᵐ.  fs ˢ.  degr °  degreeCelsius °C  arcdeg °  la ≲  ga ≳  solar ☉  less <  greater >  lt <
gt >  mathplus +  mathminus −  mathsemicolon ;  mathcomma ,  mathcolon :  mathperiod .  mathexclam !  mathquestion ?
mathslash /  mathequal =  mathampersand &  mathhyphen -  mathdollar $  mathsterling £  mathsection §  mathparagraph ¶
mathellipsis …  mathunderscore _  mathdash —  hbar ℏ  ddagger ‡  prime ′  textprime ′  textdblprime ″  upmu μ  umu µ
colon :  coloneqq ≔  eqqcolon ≕  lparen (  rparen )  mid ∣  circ ∘  ast ∗  star ⋆  bullet •  cdot ·  cdotp ·  cdots ⋯
dotsb ⋯  dotsm ⋯  dotsi ⋯  iff ⟺  implies ⟹  impliedby ⟸  to →  gets ←  ne ≠  neq ≠  le ≤  ge ≥  leq ≤  geq ≥  land ∧
lor ∨  neg ¬  blacksquare ■  qed ■  QED ■  Re ℜ  Im ℑ  ell ℓ  imath ı  jmath ȷ  lim lim  log log  exp exp  sin sin
cos cos  cot cot  sec sec  csc csc  coth coth  min min  max max  sup sup  inf inf  det det  dim dim  deg deg  ker ker
gcd gcd  arg arg  hom hom  lg lg  Pr Pr  mod mod  bmod mod  varliminf lim inf  varlimsup lim sup  injlim inj lim
projlim proj lim  argmax arg max  argmin arg min  tg tg  ctg ctg  arctg arctg  arcctg arcctg  cosec cosec  cth cth
varvdots ⋮  Bbbk 𝕜  Dagger ‡  Doteq ≑  Finv Ⅎ  Game ⅁  Join ⋈  bigodot ⨀  bigsqcup ⨆  biguplus ⨄  bot ⊥  centerdot ⋅
circledR ®  clubsuit ♣  diamondsuit ♢  heartsuit ♡  spadesuit ♠  coloncolon ∷  dblcolon ∷  colonequals ≔
equalscolon ≕  coloneq ≔  eqcolon ≕  vcentcolon :  dashleftarrow ⇠  dashrightarrow ⇢  diagdown ╲  dotsx …
doublebarwedge ⩞  doublecap ⋒  doublecup ⋓  eqsim ≂  ggg ⋙  gggtr ⋙  lll ⋘  llless ⋘  gvertneqq ≩  lvertneqq ≨
intop ∫  smallint ∫  oiint ∯  oiiint ∰  lgroup ⟮  rgroup ⟯  llbracket ⟦  rrbracket ⟧  ldotp .  leadsto ⇝  lhd ⊲  rhd ⊳
unlhd ⊴  unrhd ⊵  mapsfrom ↤  models ⊨  vDash ⊨  ncong ≆  ngeqq ≱  ngeqslant ≱  nleqq ≰  nleqslant ≰  notni ∌  owns ∋
npreceq ⋠  nsucceq ⋡  nshortmid ∤  shortmid ∣  nshortparallel ∦  shortparallel ∥  nsim ≁  nsubseteqq ⊈  nsupseteqq ⊉
precnsim ⋨  restriction ↾  sdot ⋅  smallfrown ⌢  smallsmile ⌣  thickapprox ≈  thicksim ∼  triangle △  varpropto ∝
varsubsetneq ⊊  varsubsetneqq ⫋  varsupsetneq ⊋  varsupsetneqq ⫌  weierp ℘  varGamma Γ  varDelta Δ  varTheta Θ
varLambda Λ  varXi Ξ  varPi Π  varSigma Σ  varUpsilon Υ  varPhi Φ  varPsi Ψ  varOmega Ω
"""

# Full names; the macros are those of https://ui.adsabs.harvard.edu/help/actions/journal-macros and of AASTeX.
_JOURNALS = r"""
aj The Astronomical Journal
actaa Acta Astronomica
araa Annual Review of Astronomy and Astrophysics
apj The Astrophysical Journal
apjl The Astrophysical Journal Letters
apjlett The Astrophysical Journal Letters
apjs The Astrophysical Journal Supplement Series
apjsupp The Astrophysical Journal Supplement Series
ao Applied Optics
applopt Applied Optics
apss Astrophysics and Space Science
aap Astronomy & Astrophysics
astap Astronomy & Astrophysics
aapr The Astronomy and Astrophysics Review
aaps Astronomy and Astrophysics Supplement Series
azh Astronomicheskii Zhurnal
baas Bulletin of the American Astronomical Society
bac Bulletin of the Astronomical Institutes of Czechoslovakia
caa Chinese Astronomy and Astrophysics
cjaa Chinese Journal of Astronomy and Astrophysics
icarus Icarus
jcap Journal of Cosmology and Astroparticle Physics
jrasc Journal of the Royal Astronomical Society of Canada
memras Memoirs of the Royal Astronomical Society
mnras Monthly Notices of the Royal Astronomical Society
na New Astronomy
nar New Astronomy Reviews
pra Physical Review A
prb Physical Review B
prc Physical Review C
prd Physical Review D
pre Physical Review E
prl Physical Review Letters
pasa Publications of the Astronomical Society of Australia
pasp Publications of the Astronomical Society of the Pacific
pasj Publications of the Astronomical Society of Japan
rmxaa Revista Mexicana de Astronomía y Astrofísica
qjras Quarterly Journal of the Royal Astronomical Society
skytel Sky & Telescope
solphys Solar Physics
sovast Soviet Astronomy
ssr Space Science Reviews
zap Zeitschrift für Astrophysik
nat Nature
nature Nature
natas Nature Astronomy
natastro Nature Astronomy
iaucirc IAU Circulars
aplett Astrophysics Letters
apspr Astrophysics Space Physics Research
bain Bulletin of the Astronomical Institutes of the Netherlands
fcp Fundamentals of Cosmic Physics
gca Geochimica et Cosmochimica Acta
grl Geophysical Research Letters
jcp The Journal of Chemical Physics
jgr Journal of Geophysical Research
jqsrt Journal of Quantitative Spectroscopy and Radiative Transfer
memsai Memorie della Società Astronomica Italiana
nphysa Nuclear Physics A
physrep Physics Reports
physscr Physica Scripta
planss Planetary and Space Science
procspie Proceedings of SPIE
psj The Planetary Science Journal
maps Meteoritics & Planetary Science
aas AAS Meeting Abstracts
dps AAS/DPS Meeting Abstracts
rnaas Research Notes of the AAS
joss Journal of Open Source Software
lrr Living Reviews in Relativity
expa Experimental Astronomy
jatis Journal of Astronomical Telescopes, Instruments, and Systems
aspc Astronomical Society of the Pacific Conference Series
"""


def _pairs(text: str) -> dict[str, str]:
    """Names and characters: a name, a space, and what it means; pairs are separated by two spaces or a line break."""
    pairs = (pair.partition(" ") for line in text.strip().split("\n") for pair in line.strip().split("  "))
    return {name: characters for name, _, characters in pairs}


SYMBOLS: dict[str, str] = {
    **{f"{prefix}{name}": letter for prefix in ("text", "up", "other") for name, letter in _GREEK.items()},
    **{name: letter for name, letter in _GREEK.items() if name[0].isupper() or name in {"omicron", "digamma"}},
    **_pairs(_CHARACTERS),
    **_pairs(_JOURNALS),
    "|": "‖",
    "item": "• ",
}
"""Meanings of commands without an argument that pylatexenc does not know."""

_SPACES = """quad qquad newline linebreak space par thinspace medspace thickspace enspace enskip nobreakspace addspace
addnbspace addthinspace hfill hfil hfilneg smallskip medskip bigskip hss"""
SPACES = frozenset([*" ,;:>\\\n\t", *_SPACES.split()])
"""Commands that mean a space."""

_NOTHING = """relax protect null noindent indent allowbreak nobreak break small large left right middle xspace
leavevmode unskip ignorespaces nocorr nopunct isdot selectfont centering raggedright raggedleft sloppy fussy
tiny scriptsize footnotesize normalsize Large LARGE huge Huge bigl bigr Bigl Bigr biggl biggr big Big bigg Bigg
displaystyle textstyle scriptstyle scriptscriptstyle limits nolimits begingroup endgroup bgroup egroup string
nobreakdash textcompwordmark textcapitalcompwordmark textascendercompwordmark capitalcompwordmark ascendercompwordmark
textgreek urlprefix maketitle newblock nonfrenchspacing frenchspacing unboldmath boldmath fi strut null clearpage
newpage pagebreak nopagebreak nolinebreak dotfill hrulefill hrule vrule toprule midrule bottomrule hline @
lsstyle greektext latintext bigm biggm Bigm Biggm Biggl Biggr nonumber notag mathstrut
negthinspace negmedspace negthickspace cyr cyrillic BibitemOpen bibrangessep arab RL LR beginL endL"""
NOTHING = frozenset([*"!-/@*+", *_NOTHING.split()])
"""Commands without text."""

_COMBINING = """
' 0301 ` 0300 ^ 0302 " 0308 ~ 0303 = 0304 . 0307 u 0306 v 030C H 030B t 0361 c 0327 d 0323 b 0331 k 0328 r 030A h 0309
f 0311 G 030F C 030F U 030D newtie 0361 textcommabelow 0326 cb 0326 textcommaabove 0313 textdotbelow 0323 ogonek 0328
textbreve 0306 textmacronbelow 0331 textringbelow 0325 textsubring 0325 textsubdot 0323 textsubtilde 0330
textsubbridge 032A textsyllabic 0329 textseagull 033C textsubarch 032F textovercross 033D textsubumlaut 0324
textsubwedge 032C textraising 031D textlowering 031E textadvancing 0318 textretracting 0319 textinvsubbridge 033A
textsuperimposetilde 0334 textvbaraccent 030D textdoublegrave 030F textacutemacron 0304 textroundcap 0311
textcircled 20DD capitalacute 0301 capitalgrave 0300 capitalcircumflex 0302 capitaldieresis 0308 capitaltilde 0303
capitalmacron 0304 capitaldotaccent 0307 capitalbreve 0306 capitalcaron 030C capitalhungarumlaut 030B
capitalcedilla 0327 capitalogonek 0328 capitalring 030A capitaltie 0361 capitalnewtie 0361 horn 031B
acute 0301 grave 0300 hat 0302 widehat 0302 ddot 0308 tilde 0303 widetilde 0303 bar 0304 dot 0307 breve 0306
textogonekcentered 0328 check 030C vec 20D7 mathring 030A dddot 20DB overline 0305 slashed 0338 cancel 0338
""".split()
COMBINING = {name: chr(int(code, 16)) for name, code in zip(_COMBINING[::2], _COMBINING[1::2], strict=True)}
"""Accents: the combining character by command."""

DECLARATIONS = dict.fromkeys("em it sl itshape slshape".split(), "em") | {"bf": "strong", "bfseries": "strong"}
DECLARATIONS |= {"tt": "code", "ttfamily": "code"}
DECLARATIONS |= dict.fromkeys(
    "rm sf sc rmfamily sffamily scshape cal normalfont mdseries upshape swshape mit frak".split(), ""
)
"""Commands that apply to the end of the group, and their tags; those without one end the others."""

TAGS = {"emph": "em", "textit": "em", "textsl": "em", "textbf": "strong", "texttt": "code", "mkbibemph": "em"}
TAGS |= {"textsubscript": "sub", "textsuperscript": "sup", "underline": "u", "uline": "u", "ul": "u", "up": "sup"}
TAGS |= {"mkbibbold": "strong", "mkbibitalic": "em", "mkbibsuperscript": "sup", "mathit": "em", "mathbf": "strong"}
TAGS |= {"boldsymbol": "strong", "bm": "strong", "sout": "s", "st": "s", "textinferior": "sub", "textsuperior": "sup"}
TAGS |= {"RSi": "i", "RSb": "b"}  # HTML of publishers
"""Commands whose argument gets a tag."""

ENCLOSED = dict.fromkeys(("footnote", "thanks", "endnote"), (" (", ")"))
ENCLOSED |= dict.fromkeys(("enquote", "mkbibquote", "textquote", "blockquote"), ("“", "”"))
ENCLOSED |= {"enquote*": ("‘", "’"), "mkbibparens": ("(", ")"), "mkbibbrackets": ("[", "]")}
ENCLOSED |= dict.fromkeys(("braket", "Braket"), ("⟨", "⟩")) | dict.fromkeys(("ket", "Ket"), ("|", "⟩"))
ENCLOSED |= dict.fromkeys(("bra", "Bra"), ("⟨", "|")) | {"abs": ("|", "|"), "norm": ("‖", "‖")}
ENCLOSED |= {"xleftarrow": ("←", ""), "xrightarrow": ("→", "")}
"""Commands whose argument gets characters before and after it."""

_SHAPES = """
+: mbox hbox fbox text textrm textsf textsc textmd textup textnormal textsw textln mathrm mathsf mathtt mathcal mathscr
    mathfrak mathbb mathnormal operatorname NoCaseChange MakeSentenceCase MakeTitlecase capitalisewords titlecap
    detokenize smash bibnamefont bibfnamefont natexlab singleletter textipa textgreek textcyrillic textlatin textgerman
    textfrench textenglish textspanish textrussian autocap ac acs acl acf gls Gls hl so caps nohyphens textcyr
    mathop mathrel
    mathbin mathord pmb germ lettrine bibstring textlf textos textulc textsmaller textlarger
    acro email emailaddress bibtitle iupac foreigntext
    arXiv eprint isbn ISBN pmid MR Zbl clap llap rlap mathclap mathllap mathrlap
-: label ref autoref cref Cref eqref pageref nameref noopsort SortNoop sortnoop bibitem vspace vskip phantom hphantom
    vphantom index todo marginpar nocite selectlanguage fontfamily fontseries fontshape usepackage pagestyle
    thispagestyle hypersetup sisetup bibliographystyle bibliography urlstyle hyphenation tag input include
    footnotemark hypertarget relsize fontencoding BibitemShut inputencoding
[-: includegraphics color
[[-: cite citep citet citealp citealt citeauthor citeyear citeyearpar parencite textcite autocite footcite citenum
[[+: makebox framebox
[+: textls acrshort acrlong acrfull hyperref part chapter section subsection subsubsection paragraph
    subparagraph title author date
[--: rule
--+: ifthenelse
--: fontsize setlength addtolength setcounter markboth
---: discretionary definecolor
-+: foreignlanguage scalebox bibinfo bibfield hyperlink colorbox textlang
--+: resizebox fcolorbox VAN
[-+: textcolor rotatebox parbox
-[[+: raisebox
+-: texorpdfstring
*-: hspace
#: kern hskip penalty vskip raise lower looseness
"""
SHAPES = {
    name.rstrip("*"): shape
    for line in _SHAPES.replace("\n    ", " ").strip().split("\n")
    for shape, names in [line.split(": ", 1)]
    for name in names.split()
}
"""The arguments of commands: `+` shown, `-` left out, `[` optional and left out, `*` a star, `#` a length."""

ELSEWHERE = frozenset(
    """ref autoref cref Cref eqref pageref nameref cite citep citet citealp citealt citeauthor citeyear citeyearpar
    parencite textcite autocite footcite citenum includegraphics input include""".split()
)
"""Commands that stand for something in another place of a document or on a disk, which is not known here."""

# Commands of formulas that are more than characters, as scripts for math know them.
_IN_FORMULAS = frozenset(
    """begin end href url ce cf ch pu Bbb frak char def newcommand over atop above choose brace brack cr binom dbinom
    tbinom cfrac dfrac tfrac nicefrac sfrac genfrac overset underset stackrel substack operatornamewithlimits pmod pod
    phase Set set boxed bcancel xcancel enclose mathchoice mathclose mathinner mathopen mathpunct mathds mathbbm bold
    symbf symbb symcal symrm underbar utilde widecheck vcenter mkern mskip xLeftarrow xRightarrow xLeftrightarrow
    xhookleftarrow xhookrightarrow xleftharpoondown xleftharpoonup xrightharpoondown xrightharpoonup
    xleftrightharpoons xrightleftharpoons xleftrightarrow xlongequal xmapsto xtofrom xtwoheadleftarrow
    xtwoheadrightarrow xrightequilibrium xleftequilibrium overleftarrow overrightarrow overleftrightarrow
    underleftarrow underrightarrow underleftrightarrow Overrightarrow overbrace underbrace overbracket underbracket
    overparen underparen overgroup undergroup sideset prescript require class style cssId unicode bbox middle""".split()
)

# pylatexenc gives these today's date or a placeholder.
_NOT_SYMBOLS = frozenset(("today", "input", "include", "title", "author", "date"))


@lru_cache(maxsize=4096)
def symbol(name: str) -> str | None:
    """The characters that a command without an argument means; None if it means none."""
    if (characters := SYMBOLS.get(name)) is not None:
        return characters
    if name in _NOT_SYMBOLS:
        return None
    spec = _texts().get_macro_spec(name)
    text = getattr(spec, "simplify_repl", None)
    if not isinstance(text, str) or "%" in text or "<" in text:
        return None
    return text.strip() or None


@lru_cache(maxsize=4096)
def argument_count(name: str) -> int:
    """The number of arguments in braces of a command that pylatexenc knows; 0 for any other."""
    spec = _arguments().get_macro_spec(name)
    return (getattr(spec.args_parser, "argspec", None) or "").count("{") if spec else 0


@lru_cache(maxsize=4096)
def is_math(name: str) -> bool:
    """True for a command that means something in a formula."""
    tables = (SHAPES, ENCLOSED, TAGS, DECLARATIONS, NOTHING, SPACES, COMBINING, _IN_FORMULAS)
    if not name.isalpha() or any(name in table for table in tables) or symbol(name):
        return True
    return any(spec and spec.macroname for spec in (_arguments().get_macro_spec(name), _texts().get_macro_spec(name)))


@cache
def _texts() -> Any:
    from pylatexenc.latex2text import get_default_latex_context_db  # noqa: PLC0415 - takes 30 ms

    return get_default_latex_context_db()


@cache
def _arguments() -> Any:
    from pylatexenc.latexwalker import get_default_latex_context_db  # noqa: PLC0415 - takes 30 ms

    return get_default_latex_context_db()
