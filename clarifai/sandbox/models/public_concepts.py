"""The concepts of the public models: their names, with the real ids where these are known.

What a public model can say is its *vocabulary*. Most models answer with what is recognised, in
words of `learning.pretrained`, and with what `learning.recognition` measures; those whose real
vocabulary is short and known answer with that, see `models.outputs`.
"""
import functools
import hashlib
from typing import NamedTuple, Optional

GENERAL, FOOD, MODERATION, NSFW, SENTIMENT = 'general', 'food', 'moderation', 'nsfw', 'sentiment'
APPAREL, TRAVEL, WEDDING, TEXTURES = THEMES = ('apparel', 'travel', 'wedding', 'textures')
COLOURS, FACE, NEW_FACE, DEMOGRAPHICS = 'colours', 'face', 'new face', 'demographics'
AGE, GENDER, ETHNICITY = 'age', 'gender', 'ethnicity'
CELEBRITY = 'celebrity'
AGE_APPEARANCE, GENDER_APPEARANCE, MULTICULTURAL_APPEARANCE = APPEARANCES = (
    'age_appearance', 'gender_appearance', 'multicultural_appearance')
OLDEST = 94  # the demographics model of 2016 knew the ages 0 to 94


class PublicConcept(NamedTuple):
    """A concept that a public model can answer with."""

    id: str
    name: str
    vocab_id: Optional[str] = None


# The real vocabularies, as far as answers of the service that were published show them. Of a
# concept without an id only searches for it were seen.
_REAL = {
    GENERAL: '''
        accident=ai_w0Drrqn6 adult=ai_VPmHr5bm affection=ai_vhvTrLRT agriculture=ai_ZsprRgCn
        airport=ai_GkhKcPVj animal=ai_SzsXMB1w architecture=ai_FWCjC8jZ auto_racing=ai_bBXFkGB1
        ball=ai_v55szW7r beach=ai_J1hw9SFJ bed=ai_B2TBwp8F bedroom=ai_bJt1PfQ5 beer=ai_TBlp0Pt3
        blur=ai_l4WckcJN building=ai_rsX6XWc2 bunch=ai_mXdcXbrT business=ai_6lhccv44
        calamity=ai_9pWqzvmM canine=ai_M6pVRDsX car=ai_LplXDDZ2 carrot=ai_DGvpjM5g cat=ai_mFqxrph2
        cavalry=ai_P9f3vfGr celebration=ai_wmbvr5TG cellular_telephone=ai_4sJ4TWMt
        championship=ai_2D3NBTV7 city=ai_WBQfVV0p cityscape=ai_068RtVqV close-up=ai_4lvjn8qv
        commerce=ai_H6MK6dlj communication=ai_kCTh39XG commuter=ai_jlb9q33b
        competition=ai_7WNVdPhm computer=ai_PpTcwbdQ concert=ai_sMbNHMwW connection=ai_pPJbNBqf
        cooking=ai_KXNqVd5F cream=ai_qNxqNBWN crowd=ai_dJ15S9s6 cute=ai_4CRlSvbV
        dancing=ai_vsnjzvPC data=ai_9kHRpGGd deer desktop=ai_Lq00FggW device=ai_Qbldzzv0
        diet=ai_Cp0N9mF9 dog=ai_8S2Vq3cR drink=ai_zJx6RbxW education=ai_p9bzR7fH
        election=ai_Hq72S9X5 electronics=ai_XjXrH3qf equine=ai_tLRfRp89 equipment=ai_GzNlpxwb
        evening=ai_PJQHT1jg exhibition=ai_9c0Hmcx0 facial_expression=ai_GxSDhQ34 family=ai_j09mzT6j
        fashion=ai_dngMN46t fast=ai_dSCKh8xv festival=ai_13NdwKqz foam=ai_8XGJjH7R food=ai_3PlgVmlN
        football=ai_mXT38hpL freshness=ai_mZJ4nprg furniture=ai_c9n7SB25 glass=ai_mCpQg89c
        grow=ai_VRrpDkps happiness=ai_mvRRZ5Mq health=ai_mZ2tl6cW healthy=ai_0mCQLwrm
        house=ai_9Dcdh0PK illuminated=ai_ccZ7tNd3 indoors=ai_Pf2b7clG industry=ai_ggQlMG6W
        ingredients=ai_xzqBDlmV internet=ai_hHMzVnx2 isolated=ai_rxcHpHks jockey=ai_rm7RsH7F
        juicy=ai_gt6djlDq landscape=ai_MTvKbKJv leaf=ai_wBCrHPDb leisure=ai_V1FjkFXr
        light=ai_n9vjC1jB locomotive=ai_RRXLczch love=ai_swtdphX8 machinery=ai_jdqLsqcW
        man=ai_dxSG2s86 mare=ai_2Zg0k8Tv motion=ai_FwtMR9mk music=ai_k76BrtPJ musician=ai_S81BZrtF
        network=ai_hQ4FhHwQ no_person=ai_786Zr311 nutrition=ai_nl2sV1Hm offense=ai_4dB4Dh6F
        offspring=ai_L3mzGfDT one=ai_SVshtN54 panorama=ai_FG5057gF party=ai_b01mhdxB
        pavement=ai_f3fsJS61 people=ai_l8TKp2h5 performance=ai_325FlCBf person=ai_ZKJ48TFz
        pet=ai_gPNNX7LT platform=ai_2gkfMDsM police=ai_vxpRR3nL portable=ai_Hr8K2Npx
        portrait=ai_TJ9wFfK5 public=ai_mcSHVRfS puppy=ai_LRzQhTHd race=ai_5WW7fH4K
        railway=ai_fvlBqXZR reclining=ai_Tr4Ws1jL rider=ai_3P5RRqwD road=ai_TZ3C79C6
        roof=ai_ZxjFqlQz room=ai_pPxqdnP5 root=ai_3xJvggfW school=ai_rRDgzFQs seat=ai_xxnGcd42
        serious=ai_8H8gb4Z2 sight=ai_jvwJ2H7f singer=ai_32STZ9b3 skyline=ai_JMZ5xhBD
        sleep=ai_CnBc0kwc soccer=ai_fKppxwrj sofa=ai_XfLPtf7R stage=ai_213hCgg9 station=ai_6kTjGfF6
        street=ai_GjVpxXrs subway_system=ai_SHNDcmJ3 technology=ai_62K34TR4
        telecommunication=ai_P7RlXrSh telephone=ai_6KkVGbdm terminal=ai_VSVscs9k
        togetherness=ai_qQfFFhsc town=ai_m8rrtkhG track=ai_971KsJkn traffic=ai_tr0MBp64
        train=ai_HLmqFqBf train_station=ai_sQQj52KZ tramway=ai_J6d1kV8t
        transportation_system=ai_Xxjc3MhT travel=ai_VRmbGVWh two=ai_94cQBGlt urban=ai_CpFBRWzD
        vegetable=ai_LpcgM7r5 vehicle=ai_WTrlNkqM water=ai_BlL0wSQh wear=ai_86sS08Pw
        window=ai_VTlCx2f2 wireless=ai_0qS6nzzT woman=ai_RQccV41p''',
    FOOD: '''beer=ai_r2Fbdv8L coffee=ai_f1zKlGnc egg=ai_lSK1vzWN tea=ai_CFS37srh water=ai_G58V132Z
        wine=ai_kTsPMX36''',
    MODERATION: '''safe=ai_QD1zClSd suggestive=ai_RtXh5qkR explicit=ai_V76bvrtj drug=ai_8QQwMjQR
        gore=ai_kBBGf7r8''',
    NSFW: 'sfw=ai_RT20lm2Q nsfw=ai_KxzHKtPl',
    SENTIMENT: '''happiness=ai_CrBPDCM6 sadness-contempt=ai_KdS5fmgb anger=ai_96KLdq72
        disgust=ai_5fbLSP06 fear=ai_8PZvz0N1 surprise=ai_59ZvTKz7 neutral=ai_MqGSWdbN''',
    FACE: 'face=ai_8jtPl3Xj',
    NEW_FACE: 'BINARY_POSITIVE=ai_b1b1b1b1',
}
_GENDERS = (('masculine', 'ai_zgR2BBt0'), ('feminine', 'ai_cVWr8NK5'))
_CULTURES = (('white', 'ai_r5F00Gqn'), ('hispanic, latino, or spanish origin', 'ai_l9ngrR28'),
             ('american indian or alaska native', 'ai_WWxnB3mw'),
             ('middle eastern or north african', 'ai_bZft5m0H'), ('asian', 'ai_659b6V0v'),
             ('black or african american', 'ai_wScNwk9Z'),
             ('native hawaiian or pacific islander', 'ai_1qp01psl'))
_AGES_KNOWN = {'45': 'ai_4w8KM6Rd', '46': 'ai_fbRxTRbd'}
# The models in place of the demographics model; no answer that was published shows ids of theirs.
_NAMES = {
    CELEBRITY: 'unknown',
    AGE: '0-2 3-9 10-19 20-29 30-39 40-49 50-59 60-69 more_than_70',
    GENDER: 'Masculine Feminine',
    ETHNICITY: 'Black Latino_Hispanic Indian White Southeast_Asian Middle_Eastern East_Asian',
}


def computed_id(name: str, vocabulary: str = GENERAL) -> str:
    """Return an id for a concept whose real one is not known: stable, computed from its name."""
    said = 'clarifai concept ' + ('' if vocabulary == GENERAL else vocabulary + ' ') + name
    return 'ai_' + hashlib.sha256(said.encode('utf-8')).hexdigest()[:8]


@functools.cache
def vocabulary(name: str) -> tuple[PublicConcept, ...]:
    """Return the concepts of one of the vocabularies above."""
    if name == COLOURS:
        from clarifai.sandbox.learning.colour_names import NAMES
        return tuple(PublicConcept(computed_id(colour, COLOURS), colour) for colour, _ in NAMES)
    if name == DEMOGRAPHICS:
        return _demographics()
    if name in THEMES:
        return tuple(PublicConcept(*item) for item in recognised(name).items())
    if name in _NAMES:
        names = [_spaced(text) for text in _NAMES[name].split()]
        return tuple(PublicConcept(computed_id(item, name), item) for item in names)
    pairs = [text.partition('=')[::2] for text in _REAL[name].split()]
    return tuple(PublicConcept(concept_id or computed_id(item, name),
                               item if name == NEW_FACE else item.replace('_', ' '))
                 for item, concept_id in pairs)


def _spaced(text: str) -> str:
    return text if text == 'Latino_Hispanic' else text.replace('_', ' ')


def _demographics() -> tuple[PublicConcept, ...]:
    ages = [(str(age), _AGES_KNOWN.get(str(age)) or computed_id(str(age), AGE_APPEARANCE))
            for age in range(OLDEST + 1)]
    return tuple(PublicConcept(concept_id, name, appearance)
                 for appearance, pairs in zip(APPEARANCES, (ages, _GENDERS, _CULTURES))
                 for name, concept_id in pairs)


@functools.cache
def _general_ids() -> dict[str, str]:
    return {concept.name: concept.id for concept in vocabulary(GENERAL)}


@functools.lru_cache(maxsize=10000)
def concept_id(name: str) -> str:
    """Return the id of a concept of the general model: the real one, or one from its name."""
    return _general_ids().get(name) or computed_id(name)


def ids_of(name: str) -> set[str]:
    """Return the ids under which predictions of a concept may be kept.

    Folders that are older than the list of real ids have those that were computed.
    """
    return {concept_id(name), computed_id(name)}


@functools.cache
def measured() -> dict[str, str]:
    """Return {concept id: name} of what is measured in pictures."""
    from clarifai.sandbox.learning import recognition
    return {concept_id(name): name for name in recognition.VOCABULARY}


@functools.cache
def _ids_in(theme: str) -> dict[str, str]:
    return {concept.name: concept.id for concept in vocabulary(theme)} if theme in _REAL else {}


def themed_id(name: str, theme: str) -> str:
    """Return the id that a concept has in the model of a theme: its own in each."""
    if theme == GENERAL:
        return concept_id(name)
    return _ids_in(theme).get(name) or computed_id(name, theme)


@functools.cache
def recognised(theme: str) -> dict[str, str]:
    """Return {concept id: name} of what recognition may find for the model of a theme."""
    from clarifai.sandbox.learning.pretrained.vocabulary import vocabulary as pretrained
    names = pretrained().names if theme == GENERAL else sorted(pretrained().themes[theme])
    return {themed_id(name, theme): name for name in names}


@functools.cache
def known() -> dict[str, str]:
    """Return {concept id: name} of all public concepts, whether anything here measures them.

    The names of colours are no concepts, but in the colour model.
    """
    names = dict(measured())
    for theme in (GENERAL, FOOD) + THEMES:
        names.update(recognised(theme))
    for name in list(_REAL) + [DEMOGRAPHICS] + list(_NAMES):
        for concept in vocabulary(name):
            names.setdefault(concept.id, concept.name)
    return names


# The names that the service's answers and documents show in other languages than English.
_TRANSLATIONS = {
    'ja': {'dog': '\u72ac', 'train': '\u5217\u8eca', 'railway': '\u9244\u9053', 'person': '\u4eba',
           'people': '\u4eba'},
    'zh': {'dog': '\u72d7', 'train': '\u94c1\u8def\u5217\u8f66', 'railway': '\u94c1\u8def'},
    'ru': {'train': '\u043f\u043e\u0435\u0437\u0434', 'railway':
           '\u0436\u0435\u043b\u0435\u0437\u043d\u0430\u044f \u0434\u043e\u0440\u043e\u0433\u0430'},
}


def names_in(language: Optional[str]) -> dict[str, str]:
    """Return {concept id: name} of the public concepts whose names in a language are known."""
    return {concept_id(name): translated
            for name, translated in _TRANSLATIONS.get(language, {}).items()}


def meanings(name: str, language: Optional[str]) -> set[str]:
    """Return the English names of the public concepts that have this name in a language."""
    return {english for english, translated in _TRANSLATIONS.get(language, {}).items()
            if translated == name}
