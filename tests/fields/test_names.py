"""Names in the forms of BibTeX, biblatex, PubMed and homepages, and the people that they are."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mkdocs_researcher.fields.names.author_lists import bibtex_names, parse_authors
from mkdocs_researcher.fields.names.matching import NameIndex, NameMatcher, likely_name
from mkdocs_researcher.fields.names.person import OTHERS, Person
from mkdocs_researcher.formats.bibtex.write import author_field

MIRA = Person("Mira", "", "Tovanne")


@pytest.mark.parametrize(
    ("text", "person"),
    [
        ("family=Brink, given=Hendrik J., prefix=de, useprefix=true", Person("Hendrik J.", "de", "Brink")),
        ("given={Mira}, family={Tovanne}", MIRA),
        ('family="Berg", given="Kai", prefix="van den"', Person("Kai", "van den", "Berg")),
        ('"family=Berg, Tal", given=Kai', Person("Kai", "", "Berg, Tal")),
        ("suffix=Jr, given=Mira, given-i=M, family=Tovanne", Person("Mira", "", "Tovanne", "Jr")),
        ("Family = Tovanne, Given = Mira", MIRA),
        ("family=UNESCO", Person(literal="UNESCO")),
        ("Tovanne MK", Person("M. K.", "", "Tovanne")),
        ("Tovanne M.K.", Person("M. K.", "", "Tovanne")),
        ("van den Berg AB", Person("A. B.", "van den", "Berg")),
        ("Tovanne MK Jr", Person("M. K.", "", "Tovanne", "Jr")),
        # May be given name and family name.
        ("Wei XU", Person("Wei", "", "XU")),
        ("Mira T.", Person("Mira", "", "T.")),
        ("Malcolm X", Person("Malcolm", "", "X")),
        ("Andrew NG", Person("Andrew", "", "NG")),
        *((text, MIRA) for text in (
            "Mira Tovanne, PhD", "Mira Tovanne, PhD, MPH", "Mira Tovanne, Ph.D, P.E.", "Mira Tovanne, MD, PhD",
            "Mira Tovanne, M.D.", "Mira Tovanne PhD", "Mira Tovanne MD", "Tovanne, Mira, PhD", "Prof. Dr. Mira Tovanne",
            "Prof. Dr. rer. nat. habil. Mira Tovanne", "Dr Mira Tovanne", "Dr.-Ing. Mira Tovanne", "Assoc. Prof. Mira Tovanne",
            "Mira Tovanne, RN, BSN", "Mira Tovanne, PhD candidate", "Mira Tovanne, Dr. rer. nat.", "Prof. em. Dr. Mira Tovanne",
            r"\textcolor{red}{Mira Tovanne}", r"\underline{\bf Tovanne}, Mira", r"Mira Tovanne\thanks{Equal}",
            "Tovanne, Prof. Mira", r"{\bf Tovanne}, Mira", r"{\bfseries Tovanne, Mira}", r"\underline{\textbf{Tovanne}}, Mira",
            "<b>Tovanne</b>, Mira", "**Mira Tovanne**",
        )),
        *((text, MIRA) for text in (
            "Mira Tovanne (PhD)", "Mira Tovanne (PhD, MPH)", "Mira Tovanne [MD]", "Tovanne (Ph.D.), Mira", "Tovanne, Mira (MSc)",
        )),
        ("Mira Tovanne (editor)", Person("Mira", "", "Tovanne", "(editor)")),
        # Initials, not degrees; given names, not titles
        ("Tovanne, M.D.", Person("M.D.", "", "Tovanne")),
        ("García López, M. A.", Person("M. A.", "", "García López")),
        ("García López, MK, PhD", Person("MK", "", "García López")),
        ("Yo-Yo Ma", Person("Yo-Yo", "", "Ma")),
        ("Dr. Phil Collins", Person("Phil", "", "Collins")),
    ],
)  # fmt: skip
def test_forms(text: str, person: Person) -> None:
    assert Person.parse(text) == person


@pytest.mark.parametrize(
    ("tail", "marks"),
    [
        ("📧", "📧"), ("✉️", "✉"), ("★☆", "★ ☆"), ("♯", "♯"), ("♮", "♮"), ("⋆", "⋆"), ("※", "※"), ("⊠", "⊠"), ("🇳🇴", "🇳🇴"),
        ("👩‍🔬", "👩‍🔬"), ("∗", "*"), ("＊", "*"), ("^a", "a"), ("^a,b", "a b"), ("^{1,*}", "1 *"), ("^*^a", "* a"),
        (r"$^{\boxtimes}$", "⊠"), (r"$^{\dagger,\star}$", "† ⋆"), (r"\textsuperscript{\Letter}", "✉"), ("<sup>✉,2</sup>", "✉ 2"),
        ("[*]", "*"), (" [1,*]", "1 *"), ("(1)", "1"), (" (†)", "†"), ("①", "1"), ("ᵃ,ᵇ", "a b"), ("1,2*", "1 2 *"), ("+", "+"),
        ("*†📧", "* † 📧"),
    ],
)  # fmt: skip
def test_signs_after_a_name_are_marks(tail: str, marks: str) -> None:
    assert Person.parse(f"Mira Tovanne{tail}") == MIRA._replace(marks=tuple(marks.split()))
    assert [person.marks for person in parse_authors(f"Bo Beta, Mira Tovanne{tail}, Cy Gamma")] == [
        (),
        tuple(marks.split()),
        (),
    ]


@pytest.mark.parametrize("tail", [" 1,2", " 1, 2", " 1 2", "1,2", ",1,2"])
@pytest.mark.parametrize("name", ["Mira Tovanne", "Tovanne, Mira"])
def test_numbers_after_a_name_are_marks(name: str, tail: str) -> None:
    assert Person.parse(name + tail) == MIRA._replace(marks=("1", "2"))


def test_numbers_after_names_of_a_list() -> None:
    people = parse_authors("Mira Tovanne 1,2, Bo Beta 2*, Ivo Berg-Müller 3 and Cy Gamma")
    assert [(person.family, person.marks) for person in people] == [
        ("Tovanne", ("1", "2")),
        ("Beta", ("2", "*")),
        ("Berg-Müller", ("3",)),
        ("Gamma", ()),
    ]


def test_messages_about_fields_of_bibtex_are_in_its_syntax() -> None:
    names, messages = bibtex_names("a, b, c, d and e")
    assert names == ["{a, b, c, d}", "e"]
    assert "write 'and' between all names" in messages[0][0]
    assert "list" not in messages[0][0]


@pytest.mark.parametrize("text", ["Tovanne📧, Mira", "Tovanne★, Mira", "✉Mira Tovanne", r"Tovanne$^{\boxtimes}$, Mira"])
def test_marks_before_the_comma_and_before_the_name(text: str) -> None:
    person = Person.parse(text)
    assert person.marks
    assert person._replace(marks=()) == MIRA


@pytest.mark.parametrize("text", ["Gal·la Pou", "Conan O´Brien", "Mª José Pou", "Panic! Band", "卡尔·马克思", "AT&T"])
def test_signs_that_belong_to_a_name(text: str) -> None:
    person = Person.parse(text)
    assert (person.display, person.marks) == (text, ())


def test_text_in_brackets_that_is_not_a_mark() -> None:
    assert Person.parse("Mira Tovanne (she/her)") == MIRA._replace(suffix="(she/her)")


@pytest.mark.parametrize(
    ("value", "names"),
    [
        (["Tovanne MK", "Quell G"], ["M. K. Tovanne", "G. Quell"]),
        (["Kim D", "Lee SY", "{WHO}", "others"], ["D. Kim", "S. Y. Lee", "WHO", "others"]),
        ([["Tovanne MK", "Quell G"], "Okasha P*"], ["M. K. Tovanne", "G. Quell", "P. Okasha"]),
        (["Tovanne M.", "Quell G."], ["M. Tovanne", "G. Quell"]),
        (["Wei XU", "Yann LE"], ["Wei XU", "Yann LE"]),
        (["Tovanne, Mira and Okasha, Pell"], ["Mira Tovanne", "Pell Okasha"]),
        ("Mira Tovanne, PhD, Pell Okasha, MD and Sune Brandvik, MPH", ["Mira Tovanne", "Pell Okasha", "Sune Brandvik"]),
        ("family=Berg, given=Kai, prefix=van and Mira Tovanne", ["Kai van Berg", "Mira Tovanne"]),
        ("A B, C D and E F", ["A B", "C D", "E F"]),
        ("Beta, A; Delta, C", ["A Beta", "C Delta"]),
        ("Mira Tovanne · Pell Okasha", ["Mira Tovanne", "Pell Okasha"]),
    ],
)
def test_lists(value: object, names: list[str]) -> None:
    assert [person.display for person in parse_authors(value)] == names


@pytest.mark.parametrize(
    ("field", "names", "reported"),
    [
        ("Mira Tovanne, Pell Okasha and Sune Brandvik", ["Mira Tovanne", "Pell Okasha", "Sune Brandvik"], "read as 3 names"),
        ("{Tovanne, Mira and Okasha, Pell}", ["Mira Tovanne", "Pell Okasha"], "read as 2 names"),
        ("Tovanne, Mira; Okasha, Pell", ["Mira Tovanne", "Pell Okasha"], ""),
        ("{Alpha and Beta}", ["Alpha and Beta"], ""),
        ("{{Alpha and Beta}}", ["Alpha and Beta"], ""),
        ("{World Health Organization}", ["World Health Organization"], ""),
        ("García López, María José and Smith, John", ["María José García López", "John Smith"], ""),
        ("Kim D and {WHO} and Lee SY", ["D. Kim", "WHO", "S. Y. Lee"], ""),
        ("family=, given= and Tovanne, Mira", ["family=, given=", "Mira Tovanne"], "neither family= nor given="),
        ("family=Berg, Kai and Tovanne, Mira", ["family=Berg, Kai", "Mira Tovanne"], "'Kai' is not part of a name"),
    ],
)  # fmt: skip
def test_fields_of_bibtex(field: str, names: list[str], reported: str) -> None:
    read, messages = bibtex_names(field)
    assert [person.display for person in parse_authors(read)] == names
    assert bool(messages) == bool(reported)
    assert reported in "".join(message for message, _ in messages)


@pytest.mark.parametrize(
    ("owner", "other", "is_same"),
    [
        ("Wei Zhang", "Zhang Wei", True), ("Wei Zhang", "ZHANG Wei", True), ("Wei Zhang", "Zhang W.", True),
        ("Mira Tovanne", "Tovanne M.", True), ("Mira Tovanne", "Tovanne P.", False),
        ("Wei-Ming Zhang", "Zhang Weiming", True), ("Van Anh Nguyen", "Nguyen Van Anh", True),
        ("Wei Zhang", "Zhang Li", False), ("Wei Zhang", "L. Zhang", False), ("Yi Li", "Li Ming", False),
        ("Mira Müller-Lüdenscheidt", "Mira Mueller-Luedenscheidt", True),
        ("Mira Müller-Lüdenscheidt", "Mueller-Luedenscheidt, M.", True),
        ("Mira Müller-Lüdenscheidt", "Mira Muller Ludenscheidt", True),
        ("Mira Müller-Lüdenscheidt", "MIRA MÜLLER-LÜDENSCHEIDT", True),
        ("Mira Müller-Lüdenscheidt", "Anna Mueller-Luedenscheidt", False),
        ("Mira Muller", "Mira Mueller", False), ("Michal Novak", "Michael Novak", False),
        ("Jørgen Ås", "Joergen Aas", True), ("Jürgen Groß", "Juergen Gross", True), ("Æsa Bjørk", "Aesa Bjoerk", True),
        ("Mira K. Tovanne", "Tovanne MK", True), ("Mira A. Tovanne", "Tovanne MA", True), ("Mira Tovanne", "Tovanne P", False),
        ("Mira Kari Tovanne", "Mira Tovanne", True), ("Mira Tovanne", "Mira K. L. Tovanne", True),
        ("Mira Tovanne, PhD, MPH", "M. Tovanne", True), ("Mira Tovanne, MA", "Mira Tovanne", True),
        ("Mira Tovanne, PhD, Professor of Tides", "Mira Tovanne", True),
        ("Mira Tovanne, Professor of Physics and Astronomy", "Mira Tovanne", True),
        ("José María García López", "García López, J. M.", True), ("Mira Tovanne-Berg", "M. Tovanne Berg", True),
        ("Mira Tovanne", "M. Tovanne-Berg", False),
    ],
)  # fmt: skip
def test_people_are_found(owner: str, other: str, is_same: bool) -> None:
    person = Person.parse(other)
    assert (NameMatcher([owner]).find([person]) == 0) is is_same
    assert (NameIndex([([owner], 1)]).get(person) == 1) is is_same


def test_the_usual_order_comes_before_the_other_one() -> None:
    people = parse_authors(["Zhang Wei", "Wei Zhang"])
    assert NameMatcher(["Wei Zhang"]).find(people) == 1
    index = NameIndex([(["Wei Zhang"], 1), (["Zhang Wei"], 2)])
    assert [index.get(person) for person in people] == [2, 1]


def test_a_name_in_another_order_is_abbreviated_as_the_known_one() -> None:
    owner = NameMatcher(["Wei Zhang"])
    assert owner.in_order(Person.parse("Zhang Wei")).abbreviated == "W. Zhang"
    assert owner.in_order(Person.parse("W. Zhang")).abbreviated == "W. Zhang"


@pytest.mark.parametrize(
    ("lists", "name"),
    [
        (["M. Tovanne-Berg, Bo Beta", "Bo Beta, M. Tovanne-Berg", "Mira Lind, Cy Gamma"], ("M. Tovanne-Berg", 2)),
        (["Mira Lind, Bo Beta", "Mira Lind, Cy Gamma", "Mira Lind"], ("Mira Lind", 3)),
        (["Bo Beta", "Cy Gamma", "Dan Delta"], ("", 0)),
    ],
)
def test_the_likely_form_of_a_name(lists: list[str], name: tuple[str, int]) -> None:
    assert likely_name(["Mira Tovanne"], map(parse_authors, lists)) == name


LETTERS = st.text("abcdefgéøü", min_size=2, max_size=7)
WORD = st.builds(lambda first, rest: first + rest, st.sampled_from("ABCDÉŁØ"), LETTERS)
FAMILY = st.one_of(WORD, st.builds("{}-{}".format, WORD, WORD), st.builds("{} {}".format, WORD, WORD))
PEOPLE = st.one_of(
    st.tuples(
        st.one_of(WORD, st.builds("{} {}".format, WORD, st.sampled_from(["K.", "J.-P."])), st.just("M.")),
        st.sampled_from(["", "", "van", "de la"]),
        FAMILY,
        st.sampled_from(["", "", "Jr.", "III"]),
    ).map(lambda parts: Person(*parts)),
    st.sampled_from(["Alpha and Beta", "The ★ Lab", "Team C++", "Tides, Inc.", "WHO"]).map(lambda t: Person(literal=t)),
)
MARKS = st.sampled_from(["", "*", "📧", "$^{\\boxtimes}$", "<sup>1,✉</sup>", "[*]", "^a"])


@given(st.lists(PEOPLE, min_size=1, max_size=6), st.booleans())
def test_written_names_are_read_as_the_same_people(people: list[Person], has_others: bool) -> None:
    people = [*people, OTHERS] if has_others else people
    read, messages = bibtex_names(author_field(people))
    assert list(parse_authors(read)) == people
    assert not messages


@given(st.lists(st.tuples(PEOPLE, MARKS), min_size=1, max_size=6))
def test_marks_do_not_change_who_is_read(pairs: list[tuple[Person, str]]) -> None:
    people = [person for person, _ in pairs]
    names = author_field(people).split(" and ") if not any(p.literal for p in people) else []
    read = parse_authors([name + mark for name, (_, mark) in zip(names, pairs, strict=True)]) if names else ()
    assert [person._replace(marks=()) for person in read] == (people if names else [])


@given(st.lists(PEOPLE, min_size=1, max_size=4), st.integers(0, 4))
def test_others_come_last_in_bibtex(people: list[Person], place: int) -> None:
    field = author_field([*people[:place], OTHERS, *people[place:]])
    assert field.endswith(" and others")
    assert field.count("others") == 1
