"""Venues that a badge or a line names in short: their full names and kinds."""

from __future__ import annotations

import re
from typing import NamedTuple

_IEEE = "IEEE Transactions on"
_TABLE = """
AAAI | AAAI Conference on Artificial Intelligence | c
AAMAS | International Conference on Autonomous Agents and Multiagent Systems | c
ACCV | Asian Conference on Computer Vision | c
ACL | Annual Meeting of the Association for Computational Linguistics | c
ACM MM; ACMMM; ACM Multimedia; MM | ACM International Conference on Multimedia | c
AISTATS | International Conference on Artificial Intelligence and Statistics | c
ASE | IEEE/ACM International Conference on Automated Software Engineering | c
ASPLOS | International Conference on Architectural Support for Programming Languages and Operating Systems | c
ASRU | IEEE Automatic Speech Recognition and Understanding Workshop | c
BIBM | IEEE International Conference on Bioinformatics and Biomedicine | c
BMVC | British Machine Vision Conference | c
CCS; ACM CCS | ACM Conference on Computer and Communications Security | c
CHI; ACM CHI | CHI Conference on Human Factors in Computing Systems | c
CIKM | ACM International Conference on Information and Knowledge Management | c
COLING | International Conference on Computational Linguistics | c
COLM | Conference on Language Modeling | c
COLT | Annual Conference on Learning Theory | c
CoRL | Conference on Robot Learning | c
CVPR | IEEE/CVF Conference on Computer Vision and Pattern Recognition | c
DAC | Design Automation Conference | c
DASFAA | International Conference on Database Systems for Advanced Applications | c
DATE | Design, Automation and Test in Europe Conference | c
EACL | Conference of the European Chapter of the Association for Computational Linguistics | c
ECCV | European Conference on Computer Vision | c
ECML-PKDD; ECML PKDD | European Conference on Machine Learning and Knowledge Discovery in Databases | c
EMNLP | Conference on Empirical Methods in Natural Language Processing | c
FSE; ESEC/FSE | ACM International Conference on the Foundations of Software Engineering | c
GLOBECOM; IEEE GLOBECOM | IEEE Global Communications Conference | c
HPCA | IEEE International Symposium on High-Performance Computer Architecture | c
ICASSP; IEEE ICASSP | IEEE International Conference on Acoustics, Speech and Signal Processing | c
ICC; IEEE ICC | IEEE International Conference on Communications | c
ICCAD | IEEE/ACM International Conference on Computer-Aided Design | c
ICCV | IEEE/CVF International Conference on Computer Vision | c
ICDCS | IEEE International Conference on Distributed Computing Systems | c
ICDE | IEEE International Conference on Data Engineering | c
ICDM | IEEE International Conference on Data Mining | c
ICIP | IEEE International Conference on Image Processing | c
ICLR | International Conference on Learning Representations | c
ICME; IEEE ICME | IEEE International Conference on Multimedia and Expo | c
ICML | International Conference on Machine Learning | c
ICPR | International Conference on Pattern Recognition | c
ICRA | IEEE International Conference on Robotics and Automation | c
ICSE | IEEE/ACM International Conference on Software Engineering | c
IJCAI | International Joint Conference on Artificial Intelligence | c
IJCNN | International Joint Conference on Neural Networks | c
INFOCOM; IEEE INFOCOM | IEEE Conference on Computer Communications | c
Interspeech; INTERSPEECH | Annual Conference of the International Speech Communication Association (Interspeech) | c
IROS | IEEE/RSJ International Conference on Intelligent Robots and Systems | c
ISBI | IEEE International Symposium on Biomedical Imaging | c
ISCA | International Symposium on Computer Architecture | c
ISMAR | IEEE International Symposium on Mixed and Augmented Reality | c
ISMIR | International Society for Music Information Retrieval Conference | c
ISSTA | ACM SIGSOFT International Symposium on Software Testing and Analysis | c
KDD; SIGKDD; ACM KDD | ACM SIGKDD Conference on Knowledge Discovery and Data Mining | c
L4DC | Annual Learning for Dynamics and Control Conference | c
LoG | Learning on Graphs Conference | c
LREC-COLING | Joint International Conference on Computational Linguistics, Language Resources and Evaluation | c
MICCAI | International Conference on Medical Image Computing and Computer-Assisted Intervention | c
MICRO | IEEE/ACM International Symposium on Microarchitecture | c
MIDL | International Conference on Medical Imaging with Deep Learning | c
MLSys | Conference on Machine Learning and Systems | c
MobiCom; ACM MobiCom | Annual International Conference on Mobile Computing and Networking | c
MobiSys | ACM International Conference on Mobile Systems, Applications, and Services | c
NAACL | Conference of the North American Chapter of the Association for Computational Linguistics | c
NDSS | Network and Distributed System Security Symposium | c
NeurIPS; NIPS; Neurips | Advances in Neural Information Processing Systems | c
NSDI | USENIX Symposium on Networked Systems Design and Implementation | c
OSDI | USENIX Symposium on Operating Systems Design and Implementation | c
PAKDD | Pacific-Asia Conference on Knowledge Discovery and Data Mining | c
PRCV | Chinese Conference on Pattern Recognition and Computer Vision | c
RecSys | ACM Conference on Recommender Systems | c
RSS | Robotics: Science and Systems | c
SenSys | ACM Conference on Embedded Networked Sensor Systems | c
SIGGRAPH | ACM SIGGRAPH Conference | c
SIGGRAPH Asia | ACM SIGGRAPH Asia Conference | c
SIGCOMM | ACM SIGCOMM Conference | c
SIGIR; ACM SIGIR | International ACM SIGIR Conference on Research and Development in Information Retrieval | c
SIGMOD | ACM SIGMOD International Conference on Management of Data | c
SOSP | ACM Symposium on Operating Systems Principles | c
TheWebConf; WWW; The Web Conference; ACM WWW | The Web Conference | c
UAI | Conference on Uncertainty in Artificial Intelligence | c
UbiComp | ACM International Joint Conference on Pervasive and Ubiquitous Computing | c
UIST | ACM Symposium on User Interface Software and Technology | c
USENIX Security | USENIX Security Symposium | c
VLDB; PVLDB | Proceedings of the VLDB Endowment | j
WACV | IEEE/CVF Winter Conference on Applications of Computer Vision | c
WSDM | ACM International Conference on Web Search and Data Mining | c
3DV | International Conference on 3D Vision | c
AIJ | Artificial Intelligence | j
CL | Computational Linguistics | j
IJCV | International Journal of Computer Vision | j
IMWUT | Proceedings of the ACM on Interactive, Mobile, Wearable and Ubiquitous Technologies | j
JAIR | Journal of Artificial Intelligence Research | j
JMLR | Journal of Machine Learning Research | j
JSAC; IEEE JSAC | IEEE Journal on Selected Areas in Communications | j
MedIA; MIA | Medical Image Analysis | j
PNAS | Proceedings of the National Academy of Sciences | j
RA-L; RAL; IEEE RA-L | IEEE Robotics and Automation Letters | j
SPL | IEEE Signal Processing Letters | j
TACL | Transactions of the Association for Computational Linguistics | j
TASLP; IEEE/ACM TASLP | IEEE/ACM Transactions on Audio, Speech, and Language Processing | j
TCSVT; IEEE TCSVT; T-CSVT | {I} Circuits and Systems for Video Technology | j
TGRS; IEEE TGRS | {I} Geoscience and Remote Sensing | j
TIFS; IEEE TIFS | {I} Information Forensics and Security | j
TIP; IEEE TIP; T-IP | {I} Image Processing | j
TIST | ACM Transactions on Intelligent Systems and Technology | j
TITS; T-ITS; IEEE TITS | {I} Intelligent Transportation Systems | j
TKDD | ACM Transactions on Knowledge Discovery from Data | j
TKDE; IEEE TKDE | {I} Knowledge and Data Engineering | j
TMC; IEEE TMC | {I} Mobile Computing | j
TMI; IEEE TMI | {I} Medical Imaging | j
TMLR | Transactions on Machine Learning Research | j
TMM; IEEE TMM | {I} Multimedia | j
TNNLS; IEEE TNNLS | {I} Neural Networks and Learning Systems | j
TOG; ACM TOG | ACM Transactions on Graphics | j
TOIS; ACM TOIS | ACM Transactions on Information Systems | j
TOMM; ACM TOMM | ACM Transactions on Multimedia Computing, Communications, and Applications | j
TOSEM | ACM Transactions on Software Engineering and Methodology | j
TPAMI; T-PAMI; IEEE TPAMI; PAMI | {I} Pattern Analysis and Machine Intelligence | j
TRO; T-RO; IEEE TRO | {I} Robotics | j
TSC | {I} Services Computing | j
TSE; IEEE TSE | {I} Software Engineering | j
TSP; IEEE TSP | {I} Signal Processing | j
TVCG; IEEE TVCG | {I} Visualization and Computer Graphics | j
TWC; IEEE TWC | {I} Wireless Communications | j
arXiv; ArXiv; Arxiv; arxiv; CoRR | arXiv | p
bioRxiv | bioRxiv | p
medRxiv | medRxiv | p
"""
_KINDS = {"c": "conference", "j": "journal", "p": "preprint"}
_DATED = re.compile(r"(?<!\d)(?:['’-]\s*)?((?:19|20)\d\d)(?!\d)|['’]\s*(\d\d)(?!\d)|(?<=[A-Za-z])[- ]?(\d\d)(?![\d.%])")
_PENDING = re.compile(r"under[ -](?:review|submission|revision)|\bsubmitted\b|in submission|preparation", re.I)
_AWARD = re.compile(
    r"\b(?:oral|spotlight|highlight(?:ed)?|best (?:student )?paper(?: award)?(?: (?:finalist|candidate|nominee))?"
    r"|award|outstanding|honou?rable mention|finalist|notable|top[ -]?\d+(?:\.\d+)?%|distinguished)\b",
    re.I,
)
_JOURNAL = re.compile(
    r"\bjournals?\b|\btransactions\b|\bletters\b|\breviews?\b(?<!under review)|\bannals\b|\bmagazine\b|\bbulletin\b"
    r"|\bnature\b|\bscience\b(?!s and systems)|\bquarterly\b|\bacta\b|\bplos\b|\bcell\b|学报",
    re.I,
)
_CONFERENCE = re.compile(r"\bconference\b|\bproceedings\b|\bproc\.|\bsymposium\b|\bmeeting\b|\bcongress\b|会议", re.I)
_WORKSHOP = re.compile(r"\bworkshops?\b", re.I)
_PREPRINT = re.compile(r"\barxiv\b|\bpreprint\b|\bbiorxiv\b|\bmedrxiv\b|\bssrn\b|\bcorr\b", re.I)


class Venue(NamedTuple):
    """A venue.

    Attributes:
        short: its short name.
        name: its full name.
        kind: type of what appears there.
    """

    short: str
    name: str
    kind: str


def _table() -> dict[str, Venue]:
    found: dict[str, Venue] = {}
    for line in _TABLE.strip().split("\n"):
        names, full, kind = (part.strip() for part in line.split("|"))
        shorts = [name.strip() for name in names.split(";")]
        for short in shorts:
            found[short.casefold()] = Venue(shorts[0], full.replace("{I}", _IEEE), _KINDS[kind])
    return found


_VENUES = _table()


class Named(NamedTuple):
    """What a few words say of where a paper appeared.

    Attributes:
        venue: the venue if it is known.
        short: its short name as the words have it.
        year: as four digits; empty if there is none.
        award: words of distinction.
        is_pending: whether it is under review.
        rest: what the words say beyond that.
    """

    venue: Venue | None
    short: str
    year: str
    award: str
    is_pending: bool
    rest: str


def read_badge(text: str) -> Named:
    """A badge or a short line taken apart: `NeurIPS 2024`, `CVPR2025`, `AAAI-26 Oral`, `Findings of ACL 2025`."""
    words = " ".join(text.split())
    year = ""
    if match := _DATED.search(words):
        year = match[1] or f"20{match[2] or match[3]}"
        words = f"{words[: match.start()]} {words[match.end() :]}"
    award = " ".join(match[0] for match in _AWARD.finditer(words))
    words = _AWARD.sub(" ", words)
    is_pending = bool(_PENDING.search(words))
    words = _PENDING.sub(" ", words)
    bare = re.sub(r"[()\[\]{}*_]", " ", words)
    bare = " ".join(re.sub(r"^[\s\W]+|[\s\W]+$", "", bare).split())
    venue, short, rest = _find(bare)
    return Named(venue, short, year, award.strip(), is_pending, rest)


def _find(words: str) -> tuple[Venue | None, str, str]:
    known = words.casefold()
    if found := _VENUES.get(known):
        return found, words, ""
    if "finding" in known:
        bare = re.sub(r"^findings of (?:the )?|[ -]\(?findings\)?$", "", known).strip(" -")
        if found := _VENUES.get(bare):
            name = f"Findings of the Association for Computational Linguistics: {found.short}"
            return found._replace(name=name), words, ""
    parts = words.split()
    if known.endswith("w") and (found := _VENUES.get(known[:-1])):
        return found._replace(name=f"{found.short} Workshop", kind="workshop"), words, ""
    for count in range(min(3, len(parts)), 0, -1):
        head = " ".join(parts[:count]).rstrip(",:;")
        if found := _VENUES.get(head.casefold()):
            rest = " ".join(parts[count:]).strip(" ,:;-")
            is_workshop = bool(_WORKSHOP.search(rest)) or rest.casefold() in {"w", "ws"}
            if is_workshop:
                found = found._replace(name=f"{found.short} {rest}", kind="workshop")
            return found, head, "" if is_workshop else rest
    return None, words, ""


def kind_of(words: str) -> str:
    """The type of what appears at a venue, by its words; empty if they do not say.

    Never "preprint" for what names a journal or a conference as well.
    """
    named = read_badge(words)
    if _WORKSHOP.search(words):
        return "workshop"
    if named.venue and named.venue.kind != "preprint":
        return named.venue.kind
    if _CONFERENCE.search(words) and not re.search(
        r"proceedings of the (?:national|ieee\b|acm on|royal|vldb)", words, re.I
    ):
        return "conference"
    if _JOURNAL.search(words) or re.search(r"proceedings of the (?:national|ieee\b|acm on|royal|vldb)", words, re.I):
        return "journal"
    return "preprint" if named.venue or _PREPRINT.search(words) else ""
