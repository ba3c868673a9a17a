r"""Every kind of LaTeX and markup that `.bib` files hold, with what a visitor reads.

Superscripts and subscripts are shown with ^ and _, links as [words](address).
"""

from __future__ import annotations

import re

import pytest
from bs4 import BeautifulSoup
from hypothesis import example, given
from hypothesis import strategies as st
from pylatexenc.latex2text import get_default_latex_context_db

from mkdocs_researcher.formats.bibtex.latex import to_markdown, to_paragraphs, to_plain, unknown_commands
from mkdocs_researcher.rendering.inline_markdown import InlineMarkdown

WITHOUT_SCRIPT = InlineMarkdown((), has_math_script=False)
NAMES = {"sup": "^", "sub": "_", "em": "/", "i": "/", "strong": "*", "b": "*", "code": "`", "u": "~", "s": "-"}

# Symbols of the TS1 encoding (textcomp), with what they look like.
TEXTCOMP = """
textquotestraightbase ‚ textquotestraightdblbase „ texttwelveudash — textthreequartersemdash — textleftarrow ←
textrightarrow → textblank ␢ textdollar $ textquotesingle ' textasteriskcentered ∗ textdblhyphen ⹀ textfractionsolidus ⁄
textzerooldstyle 0 textoneoldstyle 1 texttwooldstyle 2 textthreeoldstyle 3 textfouroldstyle 4 textfiveoldstyle 5
textsixoldstyle 6 textsevenoldstyle 7 texteightoldstyle 8 textnineoldstyle 9 textlangle ⟨ textminus − textrangle ⟩
textmho ℧ textbigcircle ◯ textohm Ω textlbrackdbl ⟦ textrbrackdbl ⟧ textuparrow ↑ textdownarrow ↓ textasciigrave `
textborn ⋆ textdivorced ⚮ textdied † textleaf ❧ textmarried ⚭ textmusicalnote ♪ texttildelow ˷ textdblhyphenchar ⹀
textasciibreve ˘ textasciicaron ˇ textacutedbl ˝ textgravedbl ˵ textdagger † textdaggerdbl ‡ textbardbl ‖
textperthousand ‰ textbullet • textcelsius °C textdollaroldstyle $ textcentoldstyle ¢ textflorin ƒ textcolonmonetary ₡
textwon ₩ textnaira ₦ textguarani ₲ textpeso ₱ textlira ₤ textrecipe ℞ textinterrobang ‽ textinterrobangdown ⸘
textdong ₫ texttrademark ™ textpertenthousand ‱ textpilcrow ¶ textbaht ฿ textnumero № textdiscount ⁒ textestimated ℮
textopenbullet ◦ textservicemark ℠ textlquill ⁅ textrquill ⁆ textcent ¢ textsterling £ textcurrency ¤ textyen ¥
textbrokenbar ¦ textsection § textasciidieresis ¨ textcopyright © textordfeminine ª textcopyleft 🄯 textlnot ¬
textcircledP ℗ textregistered ® textasciimacron ¯ textdegree ° textpm ± texttwosuperior ² textthreesuperior ³
textasciiacute ´ textmu µ textparagraph ¶ textperiodcentered · textreferencemark ※ textonesuperior ¹ textordmasculine º
textsurd √ textonequarter ¼ textonehalf ½ textthreequarters ¾ texteuro € texttimes × textdiv ÷
""".split()

# Symbols of LaTeX itself and of the usual packages.
OTHERS = r"""
textless < textgreater > textbar | textbackslash \ textbraceleft { textbraceright } textasciicircum ^ textasciitilde ~
textunderscore _ textellipsis … textemdash — textendash – textexclamdown ¡ textquestiondown ¿ textquotedblleft “
textquotedblright ” textquoteleft ‘ textquoteright ’ quotesinglbase ‚ quotedblbase „ guillemotleft « guillemotright »
guillemetleft « guillemetright » guilsinglleft ‹ guilsinglright › textquotedbl " textvisiblespace ␣
glqq „ grqq “ glq ‚ grq ‘ flqq « frqq » flq ‹ frq › dq " euro € EUR € EURtm € officialeuro €
ss ß SS SS ae æ AE Æ oe œ OE Œ aa å AA Å o ø O Ø l ł L Ł i ı j ȷ dh ð DH Ð th þ TH Þ ng ŋ NG Ŋ dj đ DJ Đ ij ĳ IJ Ĳ
S § P ¶ dag † ddag ‡ pounds £ copyright © dots … ldots … hyphen - slash / nbhyphen ‑ degree ° permil ‰
uhorn ư Uhorn Ư ohorn ơ Ohorn Ơ textschwa ə textesh ʃ textglotstop ʔ texteng ŋ textbeta β textgamma ɣ textalpha α
upalpha α upmu μ textpi π male ♂ female ♀ checkmark ✓ Square □ smiley ☺ phone ☎ astrosun ☉ Letter ✉ Yinyang ☯
lesssim ≲ gtrsim ≳ boxtimes ⊠ square □ blacksquare ■ hslash ℏ degr ° arcsec ″ bibrangedash –
""".split()

SHOWN = {
    "numbers in conditions": {
        r"\ifnum1=1 yes\else no\fi": "yes",
        r"\ifnum 3<2 yes\else no\fi!": "no!",
        r"\ifnum12>2 yes\fi": "yes",
        r"\ifodd7 odd\else even\fi": "odd",
        r"\ifodd 12 odd\else even\fi": "even",
    },
    "small capitals": {
        r"H{\textsc{\lowercase{i}}}, H\textsc{ii}, {C \sc iv}": "HI, HII, C IV",
        r"\textsc{iOS} {\sc Small}": "iOS Small",
    },
    "tags that Mendeley and Zotero escape": {
        r"{\textless}i{\textgreater}E. coli{\textless}/i{\textgreater}": "/E. coli/",
        r"CO{\textless}sub{\textgreater}2{\textless}/sub{\textgreater} and {$<$}b{$>$}x{$<$}/b{$>$}": "CO_2_ and *x*",
        r"p {\textless} 5 and q {\textgreater} 6": "p < 5 and q > 6",
    },
    "formulas that Zotero escapes": {
        r"of \${\textbackslash}alpha\$ and \$O(n{\textasciicircum}2)\$": "of α and O(n^2^)",
        r"\${\textbackslash}mathbb\{R\}{\textasciicircum}n\$": "ℝ^n^",
        r"\$5 and \$6": "$5 and $6",
        r"\${{R}}\_2\$ \${{R}}\_\{1\textbackslash{}rho\}\$ \$\^\{7\}\textbackslash{}mathrm\{Be\}\$": "R_2_ R_1ρ_ ^7^Be",
        r"\$5\_000 and \$6, \$HOME\_1/\$x": "$5_000 and $6, $HOME_1/$x",
    },
    "tags escaped without braces": {
        r"\textlessi\textgreater Felis\textless/i\textgreater catus": "/Felis/ catus",
        r"CO\textless sub\textgreater 2\textless/sub\textgreater, \textless{}b\textgreater{}B\textless{}/b\textgreater{}": "CO_2_, *B*",
        r"$\lt$i$\gt$x$\lt$/i$\gt$ but $a \lt b$ and \textless5": "/x/ but a < b and <5",
    },
    "astronomy": {
        r"\ion{H}{ii} [\ion{O}{iii}] \ion{Fe}{26} \ion{C}{4}": "H\xa0II [O\xa0III] Fe\xa026 C\xa0IV",
        r"3\farcs2 1\fdg5 4\fh3 5\micron{} M$_{\sun}$": "3″.2 1°.5 4ʰ.3 5µm M_☉_",
    },
    "languages": {
        r"\og eau \fg{} vive, {\og}L'air{\fg}": "«\xa0eau\xa0» vive, «\xa0L'air\xa0»",
        r"3\ieme{} n\degre4 {\fontencoding{T2A}\selectfont Море} {\cyr x}": "3ᵉ n°4 Море x",
        r"{\VAN{Dijk}{Van}{van} Dijk}": "van Dijk",
    },
    "fractions and quantities": {
        r"\sfrac{3}{4} \textfrac{1}{2} \nicefrac{a}{b}": "3/4 1/2 a/b",
        r"\unit[3]{kg} \unitfrac[5]{m}{s} \unit[per-mode=symbol]{m}": "3 kg 5 m s^−1^ m",
        r"\unit{\mu m} \unit{\mathrm{kg}} \SI{139}{\per\fb}": "µm kg 139 fb^−1^",
    },
    "commands of mathematicians": {
        r"$\R^n$ $\Z$ $\Q$ $\scr C$ $\germ g$ $\eps$": "ℝ^n^ ℤ ℚ 𝒞 𝔤 ϵ",
        r"$\binom{n}{k}$ ${n \choose k}$ ${a \over b}$ $\stackrel{?}{=}$ $\color{red}{x}$": "C(n,k) C(n,k) a/b = ^?^ x",
        r"$\overline{MS}$ $\overline{\mathrm{MS}}$": "M̅S̅ M̅S̅",
    },
    "abbreviations": {r"\ie, \eg{} Beta \etal": "i.e., e.g. Beta et al."},
    "single quotes": {
        "`s' and `TeX'": "‘s’ and ‘TeX’",
        "the `it's here' of `{D}NA'": "the ‘it's here’ of ‘DNA’",
        "don't": "don't",
    },
    "stacked accents": {
        r"{\~\^e}": "ễ",
        r"\'{\^e}": "ế",
        r"{\h a} {\h{o}} \h{\^o}": "ả ỏ ổ",
        r"{\d{\^o}} \^{\d{a}}": "ộ ậ",
        r"\={\i} \u{\i} \'{\j}": "ī ĭ j́",
        r"\t{oo} \d s \b{d} \k o \r a \H u \G a \f a": "o͡o ṣ ḏ ǫ å ű ȁ ȃ",
        r"\textcommabelow{s}\textcommabelow t \capitalacute{E} \textcircled{a}": "șț É ⓐ",
        r"\"{\relax a} \"{\bf u} \c{\c{c}}": "ä *ü* ç̧",
    },
    "fonts": {
        r"{\bf x} {\bfseries x} \textbf{x} {a \bf b} c": "*x* *x* *x* a *b* c",
        r"{\it x} {\itshape x} {\em x} {\sl x} \textsl{x}": "/x/ /x/ /x/ /x/ /x/",
        r"{\tiny x} {\Huge x} {\sc x} {\scshape x} \textsc{x} {\rm x} \textrm{x}": "x x x x x x x",
        r"{\bf a \rm b}": "*a *b",
        r"\bf All of it": "*All of it*",
        r"{\tt x} \texttt{y} \underline{z} \sout{w}": "`x` `y` ~z~ -w-",
        r"\fontsize{10}{12}\selectfont x": "x",
        r"\textcolor{blue}{x} {\color{red}y} \textcolor[rgb]{1,0,0}{z} \colorbox{red}{w}": "x y z w",
        r"\MakeUppercase{abc} \uppercase{de{\'e}} \MakeLowercase{\textbf{ABC}}": "ABC DEÉ *abc*",
        r"{\color[HTML]{FF0000}x} \fcolorbox{a}{b}{x} \hl{y}": "x x y",
    },
    "space and boxes": {
        r"a\,b a\thinspace b a\hspace{1em}b a\hspace*{1em}b a~b": "a b a b a b a b a\xa0b",
        r"\mbox{x} \fbox{y} \makebox[2em][l]{z} \raisebox{1ex}{w} \parbox{3cm}{v}": "x y z w v",
        r"a\kern-.1em b a\hskip 1em plus 1fil b a\penalty0 b": "ab a b ab",
        r"\raise.17ex\hbox{$\scriptstyle\sim$}5": "∼5",
        r"a\-b\/c\@. \protect\relax d \discretionary{-}{}{}e": "abc. d e",
        r"a\\[1em]b a\\*b a\linebreak b": "a b a b a b",
        r"\scalebox{2}{x} \resizebox{1cm}{!}{y} \rotatebox{90}{z}": "x y z",
    },
    "conditions": {
        r"a{\ifmmode---\else\textemdash\fi}b": "a—b",
        r"\iftrue a\else b\fi c \iffalse a\else b\fi c": "ac bc",
        r"\ifmmode a\fi b \iftrue a\fi b": "b ab",
        r"\iftrue a\iffalse b\else c\fi d\else e\fi": "acd",
        r"\ifmmode a": "a",
    },
    "commands with several arguments": {
        r"\texorpdfstring{$\alpha$}{alpha}-decay": "α-decay",
        r"\foreignlanguage{german}{\"uber} \selectlanguage{english}x": "über x",
        r"\enquote{a \enquote{b \enquote{c}}} \enquote*{d \enquote*{e}}": "“a ‘b “c”’” ‘d “e”’",
        r"\enquote{a} \enquote*{b} \mkbibquote{c} \footnote{why} \mkbibemph{d}": "“a” ‘b’ “c” (why) /d/",
        r"\noopsort{1973b}Old \label{x}\index{y}new \vspace{1em}z": "Old new z",
        r"\cite[p.~3]{key} \ref{x} \includegraphics[width=1cm]{x.png}a": "a",
        r"\bibinfo{title}{X} \natexlab{a} \acs{DNA} \lettrine{O}{nce}": "X a DNA Once",
        r"\verb|a_b{c}| \char65 \char\"41 \symbol{66} \ding{51} \ding{172}".replace('\\"', '"'): "a_b{c} AAB ✓ ①",
        r"\iere \ier 1\up{er}".replace(r"\iere \ier ", ""): "1^er^",
        r'"`Deutsch"' + '\' und "x"': '„Deutsch“ und "x"',
    },
    "units": {
        r"\SI{5}{\micro\meter} \qty{10}{\kilo\metre} \si{\kg} \unit{\newton\metre}": "5 µm 10 km kg N m",
        r"\SI{20}{\per\femto\barn} \SI{3e8}{\metre\per\second} \SI{1.5(2)e-4}{\kg\per\cubic\metre}": (
            "20 fb^−1^ 3 × 10^8^ m s^−1^ 1.5(2) × 10^−4^ kg m^−3^"
        ),
        r"\num{1e10} \num{-3.5} \num{1.2 +- 0.1} \num{e6}": "1 × 10^10^ −3.5 1.2 ± 0.1 10^6^",
        r"\ang{45} \ang{12;30;5} \SI{20}{\degreeCelsius} \SI{50}{\percent} \SI{90}{\degree}": (
            "45° 12°30′5″ 20 °C 50 % 90°"
        ),
        r"\SIrange{1}{5}{\GeV} \qtyrange{1}{5}{\tera\electronvolt} \numrange{1}{3} \SIlist{1;2}{\m}": (
            "1–5 GeV 1–5 TeV 1–3 1, 2 m"
        ),
        r"\SI[per-mode=symbol]{5}{m.s^{-1}} \unit{kg/m^3} \SI{9}{\m\squared} \qty{2}{\m\tothe{4}}": (
            "5 m s^−1^ kg m^−3^ 9 m^2^ 2 m^4^"
        ),
        r"$\SI{7}{\tera\electronvolt}$ \SI{13}{TeV} \SI{1}{\ohm} \SI{1}{\angstrom}": "7 TeV 13 TeV 1 Ω 1 Å",
    },
    "chemistry": {
        r"\ce{H2SO4} \ce{Fe^{3+}} \ce{Fe^3+} \ce{SO4^2-} \ce{Na+}": "H_2_SO_4_ Fe^3+^ Fe^3+^ SO_4_^2−^ Na^+^",
        r"\ce{2H2 + O2 -> 2H2O} \ce{A <=> B} \ce{A <- B}": "2H_2_ + O_2_ → 2H_2_O A ⇌ B A ← B",
        r"\ce{CaSO4*2H2O} \ce{^{14}_{6}C} \ce{Ca(OH)2} \ce{[Fe(CN)6]^4-}": (
            "CaSO_4_·2H_2_O ^14^_6_C Ca(OH)_2_ [Fe(CN)_6_]^4−^"
        ),
        r"\ce{CH3-CH=CH2} \ce{HC#CH} \ce{H2O(l)} \ce{A ->[heat] B}": "CH_3_–CH=CH_2_ HC≡CH H_2_O(l) A → (heat) B",
        r"Ti\ce{O2}/\ce{SiO2} $\ce{CO2}$": "TiO_2_/SiO_2_ CO_2_",
    },
    "journals": {
        r"\apj": "The Astrophysical Journal",
        r"{\mnras}, Lett.": "Monthly Notices of the Royal Astronomical Society, Lett.",
        r"\aap": "Astronomy & Astrophysics",
        r"\jcap{} \prd \nat": "Journal of Cosmology and Astroparticle Physics Physical Review DNature",
    },
    "links": {
        r"\MakeUppercase{\href{https://example.org/a_(b)c}{x}}": "[X](https://example.org/a_(b)c)",
        r"\href{https://example.org/a\_b\%20c}{x}": "[x](https://example.org/a_b%20c)",
        r"\url{https://example.org/~a} \nolinkurl{example.org} \doi{10.1000/182}": (
            "[https://example.org/~a](https://example.org/~a) example.org "
            "[https://doi.org/10.1000/182](https://doi.org/10.1000/182)"
        ),
        r"\href{https://example.org}{a \url{https://example.com} b}": "[a https://example.com b](https://example.org)",
        r"$\href{https://example.org}{x^2}$": "[x^2^](https://example.org)",
        r"\href{ftp:x}{a} \href{https://example.org/#a\{b\}}{c}": "a [c](https://example.org/#a%7Bb%7D)",
        r"\emph{\href{https://example.org}{a}}": "/[a](https://example.org)/",
    },
    "math": {
        r"T{\ensuremath{\gtrsim}}10$^{7}$ K": "T≳10^7^ K",
        r"\ensuremath{\pi}0 $\alpha$-helix H$_2$O": "π0 α-helix H_2_O",
        r"$B^0 \to K^{*0} $ at $\sqrt{s}=8$~TeV": "B^0^ → K^∗0^ at √s = 8\xa0TeV",
        r"M$_{\ensuremath{\odot}}$ and 10$^{-3}$": "M_⊙_ and 10^−3^",
        r"$\less$50 $\greater$ x $\mathplus$ y": "<50 > x + y",
        r"$\mathrm{MoS}_{2}$ ${\rm CO}_2$ $\mathbb{R}^n$ $\mathcal{O}(n)$": "MoS_2_ CO_2_ ℝ^n^ 𝒪(n)",
        r"$\frac{1}{2}$ $\frac{a+b}{c}$ $\hat{x}$ $\vec{v}$ $\bar{\nu}$": "1/2 (a+b)/c x̂ v⃗ ν̄",
        r"$a < b$ $x \neq y$ $\log n$ $5\%$ $\ell_1$ $p\text{-value}$": "a < b x ≠ y log n 5% ℓ_1_ p-value",
        r"$\left( x \right)$ $\left( x$ $x_{i_j}$": "(x) (x x_i_j__",
        r"\ensuremath{x}\ensuremath{^2} $a$$b$": "x^2^ ab",
        r"\begin{math}x^2\end{math} \(y\) \[z\]": "x^2^ y z",
        r"$5 and $6, costs \$5": "$5 and $6, costs $5",
        r"$\ket{0}$ \ket{1} $\Delta m^2$ $^{13}$C $e^+e^-$": "|0⟩ |1⟩ Δm^2^ ^13^C e^+^e^−^",
        r"$O(n \log n)$ $\sum_{i=1}^n x_i$ $\pm 5$ $90^\circ$C $f'(x)$ $\lim_{n\to\infty}$": (
            "O(n log n) ∑_i=1_^n^x_i_ ±5 90°C f′(x) lim_n→∞_"
        ),
        r"$H\to b\bar b$ $\slashed{E}$ $\mathbf B$ $\frac12$": "H → bb̄ E̸ B 1/2",
        r"$\text{a}\, \mathbf{x} \in \mathbb{R}$": "a x ∈ ℝ",
        r"a $ $ b$ $, c \( \)d": "a b , c d",
        r"$\foo{x} + y$ and $5\,\SI{3}{\foo\metre}$": "x+y and 5 3 foo m",
        r"$\abs{x}$ $\norm{y}$ $x''$ $5\,\textperthousand$ $\mathds{R}$ $\nsim$ $\varGamma$": "|x| ‖y‖ x″ 5 ‰ ℝ ≁ Γ",
    },
    "markup": {
        "Science &amp; Applications &lt;5&gt; &#58; &#x3b1; &eacute;": "Science & Applications <5> : α é",
        r"A \&amp; B {\&}amp$\mathsemicolon$ C \&\#x2019; &amp;amp; &amp;lt;i&amp;gt;x&amp;lt;/i&amp;gt;": "A & B & C ’ & /x/",
        "<i>E. coli</i> H<sub>2</sub>O <sup>13</sup>C <span class='x'>y</span> <b>z</b>": "/E. coli/ H_2_O ^13^C y *z*",
        "$\\less$i$\\greater$x$\\less$/i$\\greater$": "/x/",
        "<jats:italic>x</jats:italic> <jats:sub>2</jats:sub> <jats:bold>y</jats:bold> <scp>DNA</scp>": "/x/ _2_ *y* DNA",
        "vec<int> a < b <c> if a<b then c>d <!x": "vec<int> a < b <c> if a<b then c>d <!x",
        "<i>never closed, </b> never opened": "<i>never closed, </b> never opened",
        "<jats:italic>never closed, <jats:sub>nor this": "never closed, nor this",
        '<a href="https://example.org">never closed': '<a href="https://example.org">never closed',
        "<a:a> <x:p>y</x:p> <m:n> <b:br/> </c:c> <i>d</e:i></i>": "<a:a> <x:p>y</x:p> <m:n> <b:br/> </c:c> /d</e:i>/",
        '<mml:math alttext="x^{2}"><mml:mi>q</mml:mi></mml:math> y': "x^2^ y",
        "<math><msub><mi>H</mi><mn>2</mn></msub><mi>O</mi></math>": "H_2_O",
        "<mml:math><mml:semantics><mml:mi>q</mml:mi><mml:annotation encoding='application/x-tex'>\\alpha</mml:annotation>"
        "</mml:semantics></mml:math>": "α",
        "<mml:math><mml:mfrac><mml:mn>1</mml:mn><mml:mi>n</mml:mi></mml:mfrac><mml:mo>&lt;</mml:mo><mml:msqrt>"
        "<mml:mi>x</mml:mi></mml:msqrt></mml:math>": "1/n < √x",
        "<inline-formula><alternatives><tex-math>$$\\beta$$</tex-math><mml:math><mml:mi>β</mml:mi></mml:math>"
        "</alternatives></inline-formula>-decay": "β-decay",
        "the <tex>$N$</tex>-body <tex-math>\\alpha</tex-math>": "the N-body α",
        'A <img src="a.png"> B <img src="b.png" alt="$\\alpha$ <i>"/>': "A B α <i>",
        '<a href="https://example.org">x</a> <br/> y<!-- no --> &nosuch; AT&T;': "[x](https://example.org) y &nosuch; AT&T;",
        "&notanentity; &ampere; &copycat; &not; &copy;": "&notanentity; &ampere; &copycat; ¬ ©",
    },
    "unknown": {
        r"\foo{DNA} and \foo[x]{RNA}": "DNA and RNA",
        r"\foo{a}{b} x\foo y": "ab xy",
        r"{\foo a} \foo{\emph{b}}": "a /b/",
        r"One.\nTwo\u2019s": "One. Two’s",
        r"\Foo* x \foo*{y}": "x y",
        r"{\textbackslash}textsc{Deep} {\textbackslash}emph\{x\}": "Deep /x/",
        r"For \$5 \textbackslash{}emph{now}": "For $5 /now/",
    },
}
CASES = [pytest.param(written, shown, id=f"{kind}-{number}") for kind, cases in SHOWN.items()
         for number, (written, shown) in enumerate(cases.items())]  # fmt: skip


def seen(html: str) -> str:
    """The words of a line, its markup as signs."""
    soup = BeautifulSoup(html, "html.parser")
    for tag in soup.find_all(["a"]):
        tag.replace_with(f"[{seen(tag.decode_contents())}]({tag['href']})")
    for tag in soup.select(".rs-over"):
        tag.replace_with("".join(f"{letter}\u0305" for letter in tag.get_text()))
    for tag in reversed(soup.find_all(list(NAMES))):
        sign = NAMES[tag.name]
        tag.replace_with(f"{sign}{tag.get_text()}{sign}")
    return soup.get_text()


@pytest.mark.filterwarnings("ignore::bs4.MarkupResemblesLocatorWarning")
@pytest.mark.parametrize(("written", "shown"), CASES)
def test_visible_text(written: str, shown: str) -> None:
    html = str(WITHOUT_SCRIPT.inline(to_markdown(written), "", str))
    assert seen(html) == shown


@pytest.mark.parametrize(("written", "shown"), CASES)
def test_labels_have_no_commands(written: str, shown: str) -> None:
    left = re.sub(r"a_b\{c\}|%7Bb%7D|#a\{b\}", "", to_plain(written))
    assert not re.search(r"\\|[{}]", left)


def names_of_pylatexenc() -> list[str]:
    specs = get_default_latex_context_db().iter_macro_specs()
    return sorted({spec.macroname for spec in specs if isinstance(spec.simplify_repl, str)})


ESCAPES = {
    "textasciigrave",
    "backslash",
    "textbackslash",
    "setminus",
    "smallsetminus",
    "{",
    "}",
    "_",
    "lbrace",
    "rbrace",
}


def test_every_symbol_of_pylatexenc_is_shown() -> None:
    names = names_of_pylatexenc()
    assert len(names) > 850
    wrong = {}
    for name in names:
        for written in (rf"a\{name}{{}}b", rf"{{\{name}}}c", rf"a \{name} b", rf"\{name}{{x}}"):
            for shown in (to_markdown(written), to_plain(written)):
                if re.search(r"\\|[{}]", shown) and name not in ESCAPES:
                    wrong[written] = shown
    assert wrong == {}


@pytest.mark.parametrize("pairs", [TEXTCOMP, OTHERS], ids=["textcomp", "others"])
def test_every_text_symbol_is_shown(pairs: list[str]) -> None:
    expected = dict(zip(pairs[::2], pairs[1::2], strict=True))
    assert len(expected) > 100
    forms = (r"\{0}{{}}", r"{{\{0}}}", r"\{0}")
    shown = {name: {to_plain(form.format(name)) for form in forms} for name in expected}
    assert shown == {name: {character} for name, character in expected.items()}


@pytest.mark.parametrize("name", [*TEXTCOMP[::2], *OTHERS[::2]])
def test_no_text_symbol_is_unknown(name: str) -> None:
    with unknown_commands() as unknown:
        to_markdown(rf"a \{name} b")
    assert unknown == {}


@pytest.mark.parametrize(
    ("written", "names"),
    [
        (r"\foo x, $\bar{\baz{x}}$ and \SI{5}{\kilo\qux}", ["foo", "baz", "qux"]),
        (r"$\href{https://example.org}{\foo}$ $\ensuremath{\bar\baz}$ $\qty{1}{\qux}$", ["foo", "baz", "qux"]),
        (r"$\binom{n}{k} \overset{a}{b} \xrightarrow{f} \operatorname*{arg\,max} \begin{pmatrix}1\end{pmatrix}$", []),
        (r"$\left(\middle|\right) \substack{a\\b} \prescript{1}{2}{C} \overbrace{x} \cfrac12 \textcolor{red}{x}$", []),
        (r"&notanentity; R&D; &amp; AT&T;", ["&notanentity;"]),
        (r"\SI{5}{\kilo\gram\per\cubic\metre} \si{m\,s^{-1}} \qty{3}{\metre\tothe{4}}", []),
    ],
)
def test_unknown_commands_are_named_wherever_they_are(written: str, names: list[str]) -> None:
    with unknown_commands() as unknown:
        to_markdown(written)
    assert list(unknown) == names


PARTS = st.sampled_from(
    [*(rf"\{name}" for name in [*TEXTCOMP[::2], *OTHERS[::2]] if name not in ESCAPES | {"textbraceleft", "textbraceright"}), "{", "}", "{}", "$", " ",
     "x", "Abc", "[", "]", "_", "^", "&amp;", "<i>", "</i>", "<sub>", r"\foo", r"\emph{", r"\href{", r"\url{", r"\'", r"\ce{",
     r"\SI{", r"\ensuremath{", r"\ifmmode", r"\else", r"\fi", r"\begin{itemize}", r"\item", r"\footnote{", r"\t{", r"\bf",
     r"\texorpdfstring{", r"\textcolor{", r"\num{", r"\qty", r"\(", r"\)", r"\,", r"\$", "10", r"\frac{", r"\char"]
)  # fmt: skip


@given(st.lists(PARTS, max_size=14).map("".join))
@example(r"\num{\textquotestraightbase}")
@example(r"\ang{\textquotestraightbase}")
@example(r"\num{\Abc e5}")
def test_no_command_is_seen(written: str) -> None:
    r"""Nowhere but in a formula that is left to a script, and after a last backslash."""
    for html in (
        WITHOUT_SCRIPT.inline(to_markdown(written), "", str),
        WITHOUT_SCRIPT.block(to_paragraphs(written), "", str),
    ):
        soup = BeautifulSoup(html, "html.parser")
        for formula in soup.select(".rs-math, a"):
            formula.extract()
        text = soup.get_text()
        assert not re.search(r"\\[A-Za-z]", text)
        assert "{" not in text
        assert "}" not in text


ABSTRACTS = {
    "<jats:title>Abstract</jats:title><jats:p>One <jats:italic>two</jats:italic>.</jats:p><jats:p>Three.</jats:p>": (
        "<p>One <i>two</i>.</p>\n<p>Three.</p>"
    ),
    "<jats:sec><jats:title>Methods</jats:title><jats:p>We did.</jats:p></jats:sec><jats:sec><jats:title>Results"
    "</jats:title><jats:p>It is.</jats:p></jats:sec>": (
        "<p><b>Methods</b></p>\n<p>We did.</p>\n<p><b>Results</b></p>\n<p>It is.</p>"
    ),
    '<p>We</p><jats:list list-type="bullet"><jats:list-item><jats:p>a</jats:p></jats:list-item><jats:list-item>'
    "<jats:p>b</jats:p></jats:list-item></jats:list><p>end</p>": (
        "<p>We</p>\n<ul>\n<li>\n<p>a</p>\n</li>\n<li>\n<p>b</p>\n</li>\n</ul>\n<p>end</p>"
    ),
    "We \\begin{enumerate}\\item a \\item b\\end{enumerate}": "<p>We</p>\n<ol>\n<li>\n<p>a</p>\n</li>\n<li>\n<p>b</p>\n</li>\n</ol>",
}


@pytest.mark.parametrize("written", ABSTRACTS)
@pytest.mark.parametrize("foreign", [True, False])
def test_abstracts_of_publishers(written: str, foreign: bool) -> None:
    assert WITHOUT_SCRIPT.block(to_paragraphs(written, foreign=foreign), "", str) == ABSTRACTS[written]


@pytest.mark.parametrize(
    ("written", "html"),
    [
        (
            "Data at [example.org/data](https://example.org/data) and 5\\% more.",
            '<p>Data at <a href="https://example.org/data">example.org/data</a> and 5% more.</p>',
        ),
        ("A *new* and **bold** _idea_, a*b*c, x_i and y_j.", None),
        ("2 * 3 * 4 and [1] (see) and a_b_c", "<p>2 * 3 * 4 and [1] (see) and a_b_c</p>"),
        ("[x](javascript:alert(1))", "<p>x</p>"),
        (
            "We use `vec<int>` and ``quotes'' and `one'.",
            "<p>We use <code>vec&lt;int&gt;</code> and “quotes” and ‘one’.</p>",
        ),
        ("We do:\n\n- *one* \\& more\n- two\n\n1. a\n2. b", None),
    ],
)
def test_markdown_in_an_abstract_of_bibtex(written: str, html: str | None) -> None:
    if "- *one*" in written:
        html = "<p>We do:</p>\n<ul>\n<li><em>one</em> &amp; more</li>\n<li>two</li>\n</ul>\n<ol>\n<li>a</li>\n<li>b</li>\n</ol>"
    expected = html or "<p>A <em>new</em> and <strong>bold</strong> <em>idea</em>, a*b*c, x_i and y_j.</p>"
    assert WITHOUT_SCRIPT.block(to_paragraphs(written), "", str) == expected
