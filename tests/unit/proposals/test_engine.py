from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tracker.commitments import Direction, Firmness
from tracker.dates.window import Kind
from tracker.documents import Block, BlockKind, Document
from tracker.proposals import parties, propose
from tracker.proposals.names import Mention, mentions
from tracker.proposals.values import AsideCode, Findings, Proposal, ReasonCode

REFERENCE = date(2024, 3, 15)
Reader = Callable[..., Findings]


@pytest.fixture
def reader(document: Callable[[str], Document]) -> Reader:
    def read(text: str, language: str = "fr", **options: object) -> Findings:
        return propose(document(text), reference=REFERENCE, language=language, **options)  # type: ignore[arg-type]

    return read


def only(findings: Findings) -> Proposal:
    assert len(findings.proposals) == 1, [p.quote for p in findings.proposals]
    return findings.proposals[0]


def test_two_acts_in_one_sentence_are_two_proposals_with_their_own_dates(reader: Reader) -> None:
    text = "La Ville de Gaspé recevra la chorale en mai 2024 et le Musée exposera ses costumes en juin 2024."
    first, second = reader(text).proposals
    assert (first.window.edtf, second.window.edtf) == ("2024-05", "2024-06")
    assert first.quote.endswith("mai 2024")
    assert second.quote.startswith("le Musée")


def test_infinitives_under_one_promise_are_two_proposals_by_the_same_actor(reader: Reader) -> None:
    text = "La Ville de Gaspé s'engage à prêter la salle et à payer le transport."
    first, second = reader(text).proposals
    assert second.quote == "à payer le transport."
    assert first.actors == second.actors == ("Ville de Gaspé",)
    assert second.title == "Payer le transport"


def test_bare_infinitives_under_one_future_are_two_proposals(reader: Reader) -> None:
    text = "Ana will draft the poster and send it to the printer before 3 May 2024."
    first, second = reader(text, "en").proposals
    assert (first.window.edtf, second.window.edtf) == (None, "../2024-05-02")
    assert first.actors == second.actors == ("Ana",)


def test_a_relative_clause_with_an_act_of_its_own_takes_its_own_date(reader: Reader) -> None:
    text = "The towns agreed to set up a panel, which shall meet no later than 30 May 2024."
    first, second = reader(text, "en").proposals
    assert (first.window.edtf, second.window.edtf) == (None, "../2024-05-30")


def test_a_pronoun_stands_for_the_agreement_named_before(reader: Reader) -> None:
    text = "L'entente a été signée hier. Elle reste valable pour trois ans à compter du 1er mai 2024."
    assert only(reader(text)).firmness is Firmness.DONE
    assert reader("Le billet a été payé hier. Il reste valable pour trois ans.").proposals == ()


def test_a_part_without_a_verb_of_promise_is_heard_beside_one_with_it(reader: Reader) -> None:
    text = "Le 12 mai, la fanfare de Mons joue au parc; nous logerons les musiciens."
    assert [p.window.edtf for p in reader(text).proposals] == ["2024-05-12", None]


def test_a_purpose_is_no_second_act(reader: Reader) -> None:
    text = "La Ville de Gaspé a décidé de fermer la rue afin de protéger les piétons et de réduire le bruit."
    assert only(reader(text)).quote == text


def test_the_reasons_quote_the_passage(reader: Reader) -> None:
    proposal = only(reader("La Ville de Gaspé prévoit d'ouvrir un quai en mai 2025."))
    told = {reason.code: reason.detail for reason in proposal.reasons}
    assert told[ReasonCode.PLANNED].startswith("prévoit")
    assert told[ReasonCode.DATE_AHEAD] == "mai 2025"
    assert told[ReasonCode.NAMED_PARTY] == "Ville de Gaspé"


def test_a_condition_lowers_the_score_and_is_told(reader: Reader) -> None:
    sure = only(reader("La Ville de Gaspé paiera le quai."))
    unsure = only(reader("Si le budget est voté, la Ville de Gaspé paiera le quai."))
    assert unsure.score < sure.score
    assert ReasonCode.CONDITION in {reason.code for reason in unsure.reasons}


@pytest.mark.parametrize(
    ("text", "direction"),
    [
        ("Nous enverrons le plan.", Direction.OURS),
        ("La Ville de Gaspé enverra le plan.", Direction.OURS),
        ("Le plan sera envoyé.", Direction.OURS),
        ("La Ville de Gand enverra le plan.", Direction.THEIRS),
        ("La Ville de Gaspé et la Ville de Gand publieront le plan.", Direction.MUTUAL),
    ],
)
def test_a_promise_is_ours_theirs_or_mutual(text: str, direction: Direction, reader: Reader) -> None:
    assert only(reader(text, own_body="Ville de Gaspé")).direction is direction


def test_a_term_of_an_agreement_is_a_validity_and_not_a_due_date(reader: Reader) -> None:
    proposal = only(reader("L'entente avec la Ville de Gand est en vigueur jusqu'au 31 mars 2027."))
    assert proposal.firmness is Firmness.DONE
    assert proposal.window.kind is Kind.VALIDITY
    assert proposal.window.latest == date(2027, 3, 31)


def test_an_impossible_date_keeps_its_wording_and_leaves_the_window_open(reader: Reader) -> None:
    proposal = only(reader("La Ville de Gaspé enverra le plan le 31 novembre 2024."))
    assert proposal.found is not None
    assert proposal.found.error
    assert "31 novembre" in proposal.window.wording
    assert proposal.window.latest is None


def test_an_act_told_twice_is_proposed_once_and_the_other_place_is_kept(reader: Reader) -> None:
    text = """
        # Communiqué
        La Ville de Gaspé accueillera le Salon du livre maritime.
        Comme l'a dit le maire, la Ville de Gaspé accueillera le Salon du livre maritime en octobre 2024.
        """
    findings = reader(text)
    assert only(findings).window.edtf == "2024-10"
    repeated = [aside for aside in findings.set_aside if aside.why is AsideCode.REPEATED]
    assert len(repeated) == 1
    assert repeated[0].detail == only(findings).quote


def test_a_passage_that_was_rejected_stays_down_whatever_its_blanks(reader: Reader) -> None:
    text = "La Ville de Gaspé enverra le plan."
    findings = reader(text, rejected=["La Ville de Gaspé\n  enverra le plan."])
    assert findings.proposals == ()
    assert [aside.why for aside in findings.set_aside] == [AsideCode.REJECTED_BEFORE]


def test_headings_promise_nothing(reader: Reader) -> None:
    findings = reader("# La Ville accueillera le congrès en juin 2025")
    assert findings.proposals == ()
    assert [aside.why for aside in findings.set_aside] == [AsideCode.HEADING]


def test_pages_and_headings_come_with_the_place() -> None:
    text = "La Ville de Gaspé enverra le plan."
    block = Block(BlockKind.PARAGRAPH, 0, len(text), page=4, heading=("Bilan", "Suites"))
    proposal = only(propose(Document(text, (block,), pages=6), reference=REFERENCE, language="fr"))
    assert (proposal.location.page, proposal.location.heading) == (4, ("Bilan", "Suites"))


def test_an_empty_document_has_no_findings() -> None:
    assert propose(Document("", ()), reference=REFERENCE, language="fr") == Findings((), ())


PIECES = st.sampled_from(
    """
    La Ville de Namur|viendra|en mai 2025|s'engage à|et à|signer|;|:|, |. |« |»|QUE |d'|ne|pas|M. |(1)|İ|é|–
    a convenu que|sera signée|2023-2026|prévu à|The Board|will|agreed to|be sent|by June|Présents :|Action :
    Luc : envoyer|est chargée de|jusqu'au|31 novembre|protocole|\u00a0|’|va être|souhaite|il faut|qui|si
    """.replace("\n", "|").split("|")
)
TEXTS = st.one_of(st.text(max_size=300), st.lists(PIECES, max_size=40).map(" ".join))


@settings(max_examples=200, deadline=None)
@given(lines=st.lists(TEXTS, max_size=6), language=st.sampled_from(["fr", "en"]), kinds=st.data())
def test_any_text_is_read_without_failure_and_every_quote_stands_in_it(
    lines: list[str], language: str, kinds: st.DataObject
) -> None:
    blocks, text = [], ""
    for line in (" ".join(line.split()) for line in lines):
        start = len(text) + bool(text)
        text += ("\n" if text else "") + line
        kind = kinds.draw(st.sampled_from([BlockKind.HEADING, BlockKind.PARAGRAPH, BlockKind.ITEM]))
        blocks.append(Block(kind, start, start + len(line)))
    findings = propose(Document(text, tuple(blocks)), reference=REFERENCE, language=language)
    for passage in (*findings.proposals, *findings.set_aside):
        assert passage.quote == text[passage.location.start : passage.location.end]
    for proposal in findings.proposals:
        assert 0 < len(proposal.title) <= 80
        assert "\n" not in proposal.title
        assert 0 <= proposal.score <= 1
        assert all(name.strip() for name in (*proposal.actors, *proposal.counterparts))
    starts = [proposal.location.start for proposal in findings.proposals]
    assert starts == sorted(starts)


@pytest.mark.parametrize(
    ("text", "actors"),
    [
        ("Le conseil mandate la firme Roche pour préparer les plans.", ("Roche",)),
        ("Il appartient au comité mixte d'arrêter le programme.", ("comité mixte",)),
        ("Les affaires portuaires ont été chargées de relire le contrat.", ("affaires portuaires",)),
        ("Le maire et la trésorière signeront le contrat.", ("maire", "trésorière")),
        ("Une relance auprès de la Ville de Gand sera faite en mai 2024.", ("Ville de Gaspé",)),
        ("Nos deux villes publieront un guide.", ("Ville de Gaspé", "Ville de Gand")),
        ("Mme Roy a écrit à Gand; elle enverra le plan.", ("Roy",)),
    ],
)
def test_the_actor_is_who_is_to_do_it(text: str, actors: tuple[str, ...], reader: Reader) -> None:
    opening = "# Ville de Gaspé et Ville de Gand\n# Compte rendu du 15 mars 2024\n"
    assert only(reader(opening + text, own_body="Ville de Gaspé")).actors == actors


def test_a_name_in_brackets_at_the_end_of_a_task_is_its_actor(reader: Reader) -> None:
    text = "# Suites\n- Envoi du plan à la Ville de Gand (H. Roy, d'ici le 3 mai 2024)."
    assert only(reader(text)).actors == ("H. Roy",)


def test_the_writer_of_a_letter_acts_in_the_first_person(reader: Reader) -> None:
    text = "De : Léa Roy\nJe relance la Ville de Gand la semaine prochaine."
    assert only(reader(text)).actors == ("Léa Roy",)


def test_the_letterhead_names_the_body_that_writes(reader: Reader) -> None:
    text = "# « RIVES DU LOIR » ASBL\nNous enverrons le plan."
    assert only(reader(text)).actors == ("Rives du Loir",)


@pytest.mark.parametrize(
    ("language", "clause"), [("fr", "il répondra le 3 mai, "), ("en", "they will answer on May 9, ")]
)
def test_names_are_looked_for_in_proportion_to_the_length_of_a_sentence(
    reader: Reader, monkeypatch: pytest.MonkeyPatch, language: str, clause: str
) -> None:
    looked_through: list[int] = []

    def counting(text: str, *rest: object, **options: object) -> Iterator[Mention]:
        looked_through.append(len(text))
        return mentions(text, *rest, **options)  # type: ignore[arg-type]

    monkeypatch.setattr(parties, "mentions", counting)

    def characters(times: int) -> int:
        looked_through.clear()
        reader(clause * times, language)
        return sum(looked_through)

    assert 0 < characters(160) <= 5 * characters(40)


@pytest.mark.parametrize(
    ("text", "language", "actors"),
    [
        ("Ana was asked to price the boxes, and Rita Moss to book the van.", "en", ["Ana", "Rita Moss"]),
        ("Our Events Office will send the posters in May 2024.", "en", ["Events Office"]),
        ("A first draft is to be supplied by our Legal Department by mid-May.", "en", ["Legal Department"]),
        ("Ana's pupils and our choir are discussing a tour.", "en", ["Ana's pupils", "choir"]),
        ("The harbour wardens will mark the route in May 2024.", "en", ["harbour wardens"]),
        ("Le directoire en débattra le 16 mai.", "fr", ["directoire"]),
        ("Les cours seront traduits par les étudiants du lycée.", "fr", ["étudiants du lycée"]),
        ("Le transport est à la charge de la Ville de Gand.", "fr", ["Ville de Gand"]),
    ],
)
def test_who_does_it_is_named_as_the_sentence_names_them(
    text: str, language: str, actors: list[str], reader: Reader
) -> None:
    assert [name for p in reader(text, language).proposals for name in p.actors] == actors


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Le Musée de Gand nous prêtera deux vitrines.", "fr"),
        ("Le Musée de Gand mettra ses vitrines à notre disposition.", "fr"),
        ("The Museum of Ghent will lend us two cases.", "en"),
        ("The Museum of Ghent has promised to lend two cases.", "en"),
    ],
)
def test_what_others_do_for_us_concerns_our_body(text: str, language: str, reader: Reader) -> None:
    assert only(reader(text, language, own_body="Namur Town Council")).counterparts == ("Namur Town Council",)


def test_what_comes_again_for_ever_is_routine_and_until_a_day_a_promise(reader: Reader) -> None:
    endless = reader("La Ville de Gaspé transmettra un bilan à la Ville de Namur chaque lundi.")
    assert [aside.why for aside in endless.set_aside] == [AsideCode.ROUTINE]
    bounded = only(
        reader(
            "La Ville de Gaspé transmettra un bilan à la Ville de Namur chaque lundi jusqu'au 30 juin 2024."
        )
    )
    assert (bounded.window.kind, bounded.window.rrule) == (
        Kind.RECURRING,
        "FREQ=WEEKLY;BYDAY=MO;UNTIL=20240630",
    )


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("# Mission à Namur\nLa Ville de Namur viendra à l'automne 2024.", "fr"),
        ("# Mission à Namur\nLa Ville de Namur a donné son accord pour deux stages.", "fr"),
        ("# Mission to Odenwald\nOdenwald has kindly agreed to store the boats.", "en"),
    ],
)
def test_what_a_host_does_towards_us_is_ours_to_follow(text: str, language: str, reader: Reader) -> None:
    assert only(reader(text, language, own_body="Ville de Matane")).quote


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("# Mission à Namur\nLa firme vendra deux trams à la Ville de Lyon en 2025.", "fr"),
        ("# Mission à Namur\nLe gouvernement wallon prévoit un tram pour 2027.", "fr"),
        ("# Mission to Odenwald\nThe firm will sell two trams to Lyon in 2025.", "en"),
    ],
)
def test_what_a_visited_company_does_elsewhere_is_not_ours(text: str, language: str, reader: Reader) -> None:
    findings = reader(text, language, own_body="Ville de Matane")
    assert findings.proposals == ()
    assert AsideCode.THIRD_PARTY in [aside.why for aside in findings.set_aside]


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("# Historique\nLa quatrième entente, signée en 2022, expire le 30 juin 2025.", "fr"),
        ("# Background\nThe agreement remains in force until 30 June 2025.", "en"),
    ],
)
def test_a_term_ahead_counts_in_a_section_on_the_past_too(text: str, language: str, reader: Reader) -> None:
    assert only(reader(text, language)).firmness is Firmness.DONE


@pytest.mark.parametrize(
    ("text", "language", "people"),
    [
        ("Mme Leroy écrira aux bénévoles en mai 2024.", "fr", "bénévoles"),
        ("La trésorière remettra le bilan aux membres.", "fr", "membres"),
        ("Ana will write to the parents in May 2024.", "en", "parents"),
    ],
)
def test_people_without_a_name_are_concerned_too(
    text: str, language: str, people: str, reader: Reader
) -> None:
    assert only(reader(text, language)).counterparts == (people,)


def test_the_days_that_a_feast_is_spelt_out_with_are_its_window(
    document: Callable[[str], Document],
) -> None:
    read = document("La fanfare viendra à l'Ascension, du 9 au 12 mai 2024.")
    (found,) = propose(read, reference=date(2024, 3, 15), language="fr").proposals
    assert found.window.edtf == "2024-05-09/2024-05-12"
