"""Identifiers of works and people: one table says how each is read, checked and linked."""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Annotated, Any, NamedTuple
from urllib.parse import quote, unquote

from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic_core import CoreSchema, core_schema

from mkdocs_researcher.fields.links import Link, as_text
from mkdocs_researcher.fields.urls import quoted

_FLAGS = re.I | re.A
_ARXIV = (
    r"(?:(?P<new>[0-9]{2}(?:0[1-9]|1[0-2])\.[0-9]{4,5})"
    r"|(?P<archive>[a-z]+(?:-[a-z]+)?)(?:\.[a-z]{2})?/(?P<old>[0-9]{2}(?:0[1-9]|1[0-2])[0-9]{3}))"
    r"(?P<version>v[1-9][0-9]*)?(?:\s*\[[a-z.-]+\].*)?"
)


# The canonical form of a match of `Identifier.bare`, with the checks that a regular expression cannot make.


def _arxiv(match: re.Match[str]) -> str:
    """Checks the number of digits, and drops the subject class of old identifiers as arXiv itself does.

    A version is kept, because an author who writes one means it
    (https://info.arxiv.org/help/arxiv_identifier.html).
    """
    version = (match["version"] or "").lower()
    if match["archive"]:
        return f"{match['archive'].lower()}/{match['old']}{version}"
    month, number = match["new"].split(".")
    digits = 5 if month >= "1501" else 4
    if len(number) != digits:
        raise ValueError(f"{quoted(match['new'])} is not an arXiv id: {month} is followed by {digits} digits")
    return f"{month}.{number}{version}"


def _isbn(match: re.Match[str]) -> str:
    """Checks the last digit (ISBN Users' Manual, 7th edition, section 4); hyphens and spaces go."""
    digits = re.sub(r"[\s-]", "", match[0]).upper()
    if len(digits) == 10:
        rest = -sum((10 - i) * int(d) for i, d in enumerate(digits[:9])) % 11
        check = "X" if rest == 10 else str(rest)
    else:
        check = str(-sum((3 if i % 2 else 1) * int(d) for i, d in enumerate(digits[:12])) % 10)
    return _checked(digits, check, f"the ISBN {quoted(match[0])}")


def _orcid(match: re.Match[str]) -> str:
    """Checks the last digit (ISO 7064, MOD 11-2), which ORCID uses."""
    digits = match[0].replace("-", "").upper()
    total = 0
    for digit in digits[:-1]:
        total = (total + int(digit)) * 2
    rest = (12 - total % 11) % 11
    dashed = "-".join(digits[i : i + 4] for i in range(0, 16, 4))
    return _checked(dashed, "X" if rest == 10 else str(rest), f"the ORCID iD {quoted(match[0])}")


def _checked(digits: str, check: str, name: str) -> str:
    if digits[-1] != check:
        raise ValueError(f"{name} is mistyped: after its other digits the last one would be {check}")
    return digits


def _acl(match: re.Match[str]) -> str:
    """Writes ids from before 2020 with a capital, later ones without (https://aclanthology.org/info/ids/)."""
    return match[0].upper() if match[0][0].isalpha() else match[0].lower()


def _semantic_scholar(match: re.Match[str]) -> str:
    """Of the two kinds, a hash and the number of the paper in the corpus, the second gets its prefix."""
    return f"CorpusID:{match['corpus']}" if match["corpus"] else match[0].lower()


class Identifier(NamedTuple):
    """One kind of identifier.

    Attributes:
        noun: its name in messages, with the article.
        bare: regular expression of the identifier itself.
        template: its URL, with `{id}`.
        address: regular expression of URLs that contain it, without `https://www.`; its group is the identifier.
        prefix: regular expression of the words before the colon in `doi:10.…`.
        finish: the canonical form of a match of `bare`; a ValueError says what is wrong with it.
        label: the label of its link; empty if it generates none.
    """

    noun: str
    example: str
    bare: str
    template: str
    address: str
    prefix: str = ""
    finish: Callable[[re.Match[str]], str] = lambda match: match[0]
    label: str = ""
    icon: str = ""

    def normalize(self, text: str) -> str:
        """The canonical form of an identifier written bare, with its prefix, or as a full URL; else a `ValueError`."""
        return _normalize(self, text)

    def url(self, canonical: str) -> str:
        return self.template.format(id=quote(canonical, safe="/:;()"))


@lru_cache(maxsize=256)
def _compiled(identifier: Identifier) -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    address = rf"(?:https?://)?(?:www\.)?(?:{identifier.address})(?:[&?#].*)?"
    prefix = rf"(?:{identifier.prefix or '(?!)'})(?:\s*:\s*|\s+)"
    return re.compile(address, _FLAGS), re.compile(prefix, _FLAGS), re.compile(identifier.bare, _FLAGS)


def _normalize(identifier: Identifier, text: str) -> str:
    address, prefix, bare = _compiled(identifier)
    written = text.strip()
    if match := address.fullmatch(written):
        raw = unquote(match[match.lastindex or 0])
    else:
        raw = prefix.sub("", written, count=1) if prefix.match(written) else written
    found = bare.fullmatch(raw)
    if not found or not raw.isprintable():
        for name, other in IDENTIFIERS.items():
            if other is not identifier and any(form.match(written) for form in _compiled(other)[:2]):
                raise ValueError(f"{quoted(written)} is {other.noun}, not {identifier.noun}: write it as {name}: …")
        raise ValueError(f"{quoted(written)} is not {identifier.noun}: write one such as {identifier.example}")
    return identifier.finish(found)


# Links come in this order.
IDENTIFIERS: dict[str, Identifier] = {
    "doi": Identifier(
        "a DOI",
        "10.1145/3292500.3330701",
        r"(10\.[0-9]{4,9}(?:\.[0-9]+)*/\S*[^\s.,;])[.,;]*",
        "https://doi.org/{id}",
        r"(?:dx\.)?doi\.org/([^?#]+)",
        prefix="doi",
        finish=lambda match: match[1],
        label="Publisher",
        icon="simple/doi",
    ),
    "arxiv": Identifier(
        "an arXiv id",
        "2403.12345 or math/0309136",
        _ARXIV,
        "https://arxiv.org/abs/{id}",
        r"(?:(?:[a-z0-9-]+\.)*(?:arxiv|alphaxiv)\.org/(?:abs|pdf|html|format|ps|src)/"
        r"|ar5iv(?:\.labs\.arxiv)?\.org/(?:abs|html)/|huggingface\.co/papers/"
        r"|(?:(?:dx\.)?doi\.org/)?10\.48550/arxiv\.)([^?#]+?)(?:\.pdf)?/?",
        prefix="arxiv",
        finish=_arxiv,
        label="arXiv",
        icon="simple/arxiv",
    ),
    "openreview": Identifier(
        "an OpenReview id",
        "YicbFdNTTy",
        r"[\w-]{6,}",
        "https://openreview.net/forum?id={id}",
        r"openreview\.net/(?:forum|pdf|attachment|revisions)\?(?:.*&)?id=([\w-]+)",
        prefix="openreview",
        label="OpenReview",
        icon="researcher/openreview",
    ),
    "acl": Identifier(
        "an ACL Anthology id",
        "2020.acl-main.1 or P19-1001",
        r"[a-z][0-9]{2}-[0-9]{4,5}|[0-9]{4}\.[a-z0-9_]+-[a-z0-9_]+\.[0-9]+",
        "https://aclanthology.org/{id}/",
        r"(?:aclanthology\.org/|aclweb\.org/anthology/(?:papers/./.../)?)([^/?#]+?)(?:\.pdf|\.bib)?/?",
        prefix="acl",
        finish=_acl,
        label="ACL Anthology",
        icon="researcher/acl",
    ),
    "pmid": Identifier(
        "a PubMed id",
        "31452104",
        r"[1-9][0-9]{0,8}",
        "https://pubmed.ncbi.nlm.nih.gov/{id}/",
        r"(?:pubmed\.ncbi\.nlm\.nih\.gov|ncbi\.nlm\.nih\.gov/pubmed)/([0-9]+)/?",
        prefix="pmid|pubmed",
        label="PubMed",
        icon="simple/pubmed",
    ),
    "pmcid": Identifier(
        "a PubMed Central id",
        "PMC6706973",
        r"PMC[1-9][0-9]*",
        "https://pmc.ncbi.nlm.nih.gov/articles/{id}/",
        r"(?:pmc\.ncbi\.nlm\.nih\.gov|ncbi\.nlm\.nih\.gov/pmc)/articles/(PMC[0-9]+)/?(?:pdf/.*)?",
        prefix="pmcid",
        finish=lambda match: match[0].upper(),
        label="PubMed Central",
        icon="simple/pubmed",
    ),
    "hal": Identifier(
        "a HAL id",
        "hal-01234567",
        r"[a-z][a-z0-9]*(?:[-_][a-z0-9]+)*?[-_][0-9]{5,}(?:v[1-9][0-9]*)?",
        "https://hal.science/{id}",
        r"(?:[\w-]+\.)*(?:hal\.science|archives-ouvertes\.fr)/([^/?#]+)(?:/[^?#]*)?",
        prefix="hal",
        finish=lambda match: match[0].lower(),
        label="HAL",
        icon="simple/hal",
    ),
    "isbn": Identifier(
        "an ISBN",
        "978-3-16-148410-0",
        r"(?:97[89][\s-]?)?(?:[0-9][\s-]?){9}[0-9x]",
        "https://www.worldcat.org/isbn/{id}",
        r"(?:search\.)?worldcat\.org/isbn/([0-9x-]+)/?|openlibrary\.org/isbn/([0-9x-]+)/?",
        prefix=r"(?:urn:)?isbn(?:-1[03])?",
        finish=_isbn,
    ),
    "repo": Identifier(
        "a GitHub repository (for others use links)",
        "octocat/hello-world",
        r"(?!.*\.git$)[a-z0-9][\w-]*/(?!\.{1,2}$)[\w.-]+",
        "https://github.com/{id}",
        r"github\.com/([^/?#]+/[^/?#]+?)(?:\.git)?(?:/(?:(?:tree|blob|releases|issues|wiki)(?:/[^?#]*)?)?)?|git@github\.com:([^/]+/[^/]+?)(?:\.git)?",
        prefix="github",
        label="Code",
        icon="simple/github",
    ),
    "huggingface": Identifier(
        "a Hugging Face page",
        "example/ledger or datasets/example/ledger",
        r"(?:(?:datasets|spaces|collections)/)?[\w][\w.-]*/[\w][\w.-]*|papers/[0-9]{4}\.[0-9]{4,5}",
        "https://huggingface.co/{id}",
        r"(?:huggingface\.co|hf\.co)/((?:(?:datasets|spaces|collections|papers)/)?[^/?#]+(?:/[^/?#]+)?)/?",
        prefix="huggingface|hf",
        label="Hugging Face",
        icon="simple/huggingface",
    ),
    "semantic_scholar": Identifier(
        "a Semantic Scholar id",
        "649def34f8be52c8b66281af98ae884c09aef38b or CorpusID:13756489",
        r"[0-9a-f]{40}|(?:CorpusID:)?(?P<corpus>[0-9]+)",
        "https://api.semanticscholar.org/{id}",
        r"(?:api\.)?semanticscholar\.org/(?:paper/(?:[^?#]+/)?)?([^/?#]+)/?",
        finish=_semantic_scholar,
        label="Semantic Scholar",
        icon="simple/semanticscholar",
    ),
    "openalex": Identifier(
        "an OpenAlex id",
        "W2741809807",
        r"W[1-9][0-9]*",
        "https://openalex.org/{id}",
        r"(?:api\.)?openalex\.org/(?:works/)?([^/?#]+)/?",
        prefix="openalex",
        finish=lambda match: match[0].upper(),
        label="OpenAlex",
        icon="researcher/openalex",
    ),
    "scholar": Identifier(
        "a Google Scholar citation",
        "MiraExample1:u5HHmVD_uO8C",
        r"[\w-]{12}:[\w-]{12}",
        "https://scholar.google.com/citations?view_op=view_citation&citation_for_view={id}",
        r"scholar\.google\.[a-z.]+/.*[?&#]citation_for_view=([\w-]+(?::|%3A)[\w-]+)",
        label="Google Scholar",
        icon="simple/googlescholar",
    ),
    "orcid": Identifier(
        "an ORCID iD",
        "0000-0002-1825-0097",
        r"(?:[0-9]{4}-?){3}[0-9]{3}[0-9x]",
        "https://orcid.org/{id}",
        r"(?:sandbox\.)?orcid\.org/([0-9x-]+)/?",
        prefix="orcid",
        finish=_orcid,
    ),
}


def links_for(identifiers: Mapping[str, str | None]) -> tuple[Link, ...]:
    """The links of canonical identifiers, in the order of the table; a DOI of arXiv links to arXiv only."""
    known = {name: value for name, value in identifiers.items() if value}
    doi = known.get("doi", "").lower()
    if doi.startswith("10.48550/arxiv."):
        known.setdefault("arxiv", doi.removeprefix("10.48550/arxiv."))
        del known["doi"]
    links = []
    for name, identifier in IDENTIFIERS.items():
        if identifier.label and name in known:
            links.append(Link(identifier.label, identifier.url(known[name]), identifier.icon))
            if name == "arxiv":
                links.append(Link("PDF", f"https://arxiv.org/pdf/{known[name]}", "material/file-pdf-box"))
    return tuple(links)


def without_version(arxiv: str) -> str:
    """An arXiv id without a version such as `v2`: a source gives the version it knows, not the one the author means."""
    return re.sub(r"v[0-9]+$", "", arxiv)


# YAML often reads these as numbers.
_NUMERIC = ("arxiv", "isbn", "pmid", "semantic_scholar")


def _written(name: str, value: object) -> str:
    """The text the author wrote, even where YAML has read `arxiv: 2403.12340` as a decimal number."""
    if name == "arxiv" and isinstance(value, float) and 0 < value < 10_000:
        text = f"{value:010.5f}" if value >= 1501 else f"{value:09.4f}"
        if float(text) == value:
            return text
    if name == "isbn" and isinstance(value, int) and value < 10**9:
        raise ValueError("YAML reads an ISBN that starts with 0 as a number: write it in quotes")
    return as_text(value)


@dataclass(frozen=True, slots=True)
class IdentifierField:
    """Marks `str` as a field for an identifier of the table."""

    name: str

    def __get_pydantic_core_schema__(self, source: object, handler: GetCoreSchemaHandler) -> CoreSchema:
        identifier = IDENTIFIERS[self.name]
        return core_schema.no_info_before_validator_function(
            lambda value: identifier.normalize(_written(self.name, value)), core_schema.str_schema()
        )

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        kind: str | list[str] = ["string", "number"] if self.name in _NUMERIC else "string"
        return {"type": kind, "examples": IDENTIFIERS[self.name].example.split(" or ")}


Doi = Annotated[str, IdentifierField("doi")]
ArxivId = Annotated[str, IdentifierField("arxiv")]
OpenReviewId = Annotated[str, IdentifierField("openreview")]
AclId = Annotated[str, IdentifierField("acl")]
Pmid = Annotated[str, IdentifierField("pmid")]
HalId = Annotated[str, IdentifierField("hal")]
Isbn = Annotated[str, IdentifierField("isbn")]
OpenAlexId = Annotated[str, IdentifierField("openalex")]
SemanticScholarId = Annotated[str, IdentifierField("semantic_scholar")]
ScholarId = Annotated[str, IdentifierField("scholar")]
Repo = Annotated[str, IdentifierField("repo")]
HuggingFaceId = Annotated[str, IdentifierField("huggingface")]
Orcid = Annotated[str, IdentifierField("orcid")]


# Categories of arXiv (https://arxiv.org/category_taxonomy): names by archive and code, then archives without any

_ARCHIVES = {
    "cs": """AI Artificial Intelligence|AR Hardware Architecture|CC Computational Complexity
        |CE Computational Engineering, Finance, and Science|CG Computational Geometry|CL Computation and Language
        |CR Cryptography and Security|CV Computer Vision and Pattern Recognition|CY Computers and Society|DB Databases
        |DC Distributed, Parallel, and Cluster Computing|DL Digital Libraries|DM Discrete Mathematics
        |DS Data Structures and Algorithms|ET Emerging Technologies|FL Formal Languages and Automata Theory
        |GL General Literature|GR Graphics|GT Computer Science and Game Theory|HC Human-Computer Interaction
        |IR Information Retrieval|IT Information Theory|LG Machine Learning|LO Logic in Computer Science
        |MA Multiagent Systems|MM Multimedia|MS Mathematical Software|NA Numerical Analysis
        |NE Neural and Evolutionary Computing|NI Networking and Internet Architecture|OH Other Computer Science
        |OS Operating Systems|PF Performance|PL Programming Languages|RO Robotics|SC Symbolic Computation|SD Sound
        |SE Software Engineering|SI Social and Information Networks|SY Systems and Control""",
    "econ": "EM Econometrics|GN General Economics|TH Theoretical Economics",
    "eess": """AS Audio and Speech Processing|IV Image and Video Processing|SP Signal Processing
        |SY Systems and Control""",
    "math": """AC Commutative Algebra|AG Algebraic Geometry|AP Analysis of PDEs|AT Algebraic Topology
        |CA Classical Analysis and ODEs|CO Combinatorics|CT Category Theory|CV Complex Variables
        |DG Differential Geometry|DS Dynamical Systems|FA Functional Analysis|GM General Mathematics
        |GN General Topology
        |GR Group Theory|GT Geometric Topology|HO History and Overview|IT Information Theory
        |KT K-Theory and Homology|LO Logic|MG Metric Geometry|MP Mathematical Physics|NA Numerical Analysis
        |NT Number Theory|OA Operator Algebras|OC Optimization and Control|PR Probability|QA Quantum Algebra
        |RA Rings and Algebras|RT Representation Theory|SG Symplectic Geometry|SP Spectral Theory
        |ST Statistics Theory""",
    "astro-ph": """CO Cosmology and Nongalactic Astrophysics|EP Earth and Planetary Astrophysics
        |GA Astrophysics of Galaxies|HE High Energy Astrophysical Phenomena
        |IM Instrumentation and Methods for Astrophysics|SR Solar and Stellar Astrophysics""",
    "cond-mat": """dis-nn Disordered Systems and Neural Networks|mes-hall Mesoscale and Nanoscale Physics
        |mtrl-sci Materials Science|other Other Condensed Matter|quant-gas Quantum Gases|soft Soft Condensed Matter
        |stat-mech Statistical Mechanics|str-el Strongly Correlated Electrons|supr-con Superconductivity""",
    "nlin": """AO Adaptation and Self-Organizing Systems|CD Chaotic Dynamics|CG Cellular Automata and Lattice Gases
        |PS Pattern Formation and Solitons|SI Exactly Solvable and Integrable Systems""",
    "physics": """acc-ph Accelerator Physics|ao-ph Atmospheric and Oceanic Physics|app-ph Applied Physics
        |atm-clus Atomic and Molecular Clusters|atom-ph Atomic Physics|bio-ph Biological Physics
        |chem-ph Chemical Physics        |class-ph Classical Physics|comp-ph Computational Physics
        |data-an Data Analysis, Statistics and Probability
        |ed-ph Physics Education|flu-dyn Fluid Dynamics|gen-ph General Physics|geo-ph Geophysics
        |hist-ph History and Philosophy of Physics|ins-det Instrumentation and Detectors|med-ph Medical Physics
        |optics Optics|plasm-ph Plasma Physics|pop-ph Popular Physics|soc-ph Physics and Society
        |space-ph Space Physics""",
    "q-bio": """BM Biomolecules|CB Cell Behavior|GN Genomics|MN Molecular Networks|NC Neurons and Cognition
        |OT Other Quantitative Biology|PE Populations and Evolution|QM Quantitative Methods|SC Subcellular Processes
        |TO Tissues and Organs""",
    "q-fin": """CP Computational Finance|EC Economics|GN General Finance|MF Mathematical Finance
        |PM Portfolio Management
        |PR Pricing of Securities|RM Risk Management|ST Statistical Finance|TR Trading and Market Microstructure""",
    "stat": """AP Applications|CO Computation|ME Methodology|ML Machine Learning|OT Other Statistics
        |TH Statistics Theory""",
}
_ALONE = {
    "gr-qc": "General Relativity and Quantum Cosmology",
    "hep-ex": "High Energy Physics - Experiment",
    "hep-lat": "High Energy Physics - Lattice",
    "hep-ph": "High Energy Physics - Phenomenology",
    "hep-th": "High Energy Physics - Theory",
    "math-ph": "Mathematical Physics",
    "nucl-ex": "Nuclear Experiment",
    "nucl-th": "Nuclear Theory",
    "quant-ph": "Quantum Physics",
}


@functools.cache
def _categories() -> dict[str, str]:
    names = dict(_ALONE)
    for archive, listed in _ARCHIVES.items():
        for item in listed.split("|"):
            code, name = item.split(maxsplit=1)
            names[f"{archive}.{code}".lower()] = " ".join(name.split())
    return names


def category_name(code: str) -> str:
    """The name of a category, `Machine Learning` for `cs.LG` and a bare `LG`; empty if the code is not arXiv's."""
    names = _categories()
    return names.get(code.lower(), "") or names.get(f"cs.{code.lower()}" if code.isupper() else "", "")
