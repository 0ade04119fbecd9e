# ruff: noqa: E501 - titles that are too long
"""The kinds of titles that were made worse once: a row for each, and others like it.

Some have a title that is better, and it is the only one; the others have none, since a person
forgives silence, and not a broken sentence.
"""

from __future__ import annotations

import pytest

from tests.suggester.helpers import texts

#: Too long, and no shorter title says the same.
SILENT = {
    "joined across a mark": [
        "Is remote work killing creativity? A debate between @ann_lee and @bob_cid #RemoteWork",
        "What is a good book? Questions that writers ask again and again with @ann_lee and friends",
        "Ist Arbeit im Büro noch zeitgemäß? Ein Streitgespräch zwischen @ann_lee und @bob_cid heute",
        "¿El trabajo remoto mata la creatividad? Un debate entre @ann_lee y @bob_cid esta noche",
        "Le télétravail tue-t-il la créativité ? Un débat entre @ann_lee et @bob_cid ce soir",
        "Wow! Nobody saw that one coming until @ann_lee and @bob_cid sat down and read the report",
        "O trabalho remoto mata a criatividade? Um debate entre @ann_lee e @bob_cid hoje à noite",
        "Il lavoro da casa uccide la creatività? Un dibattito tra @ann_lee e @bob_cid questa sera",
        "Doodt thuiswerken de creativiteit? Een debat tussen @ann_lee en @bob_cid vanavond om acht",
        "Who owns your data? (and why nobody asked you) a talk between @ann_lee and @bob_cid live",
    ],
    "ends in a preposition": [
        "How we built a profitable newsletter business in 12 months without spending a dollar on ads",
        "Why we are not going to stop fighting for our people until every single hostage is home",
        "Warum wir unsere Server seit zwölf Jahren ohne einen einzigen Ausfall selbst betreiben und warten",
        "Cómo montamos un negocio rentable en doce meses sin gastar ni un solo euro en publicidad",
        "Comment nous avons construit une entreprise rentable en douze mois sans dépenser un centime",
        "Como criamos uma empresa lucrativa em doze meses sem gastar um único real em publicidade",
        "Come abbiamo costruito un'impresa redditizia in dodici mesi senza spendere un solo euro",
        "Hoe wij in twaalf maanden een winstgevend bedrijf bouwden zonder een euro uit te geven",
        "What the people of our small town learned from ten years of planting trees against the wind",
        "Everything you always wanted to know about coffee but were afraid to ask your own barista",
        "The long road that took our founders from a garage in Ohio to the biggest stage in Berlin",
    ],
    "cut inside a list": [
        '"The Bear" season 5 finale reaction: spoilers, theories, favourite moments, and fan questions',
        "Our week in review: roadmap, hiring, releases, incidents, customer stories, and open mic",
        "Nuestro resumen semanal: productos, equipo, clientes, eventos, incidencias y micrófono abierto",
        "Unsere Woche: Produkte, Leute, Kunden, Veranstaltungen, Pannen, Pläne und eure Fragen dazu",
        "Crypto news | Bitcoin | Ethereum | Solana | Regulation | Stablecoins | Open mic | Giveaway now",
        "AI / Trump / Ethereum / Solana / Libra / Regulation / Stablecoins / Markets / Open mic for all",
        "Notre semaine : produits, équipe, clients, événements, incidents, projets et vos questions",
        "Apples, pears, plums, cherries, quinces, medlars, figs, and the other trees of our old garden",
        "Beans, roasts, grinders, water, cups, filters, recipes, prices and everything else you ask us",
        "Il nostro riepilogo: prodotti, persone, clienti, eventi, incidenti, progetti e le vostre domande",
    ],
    "one word or script without spaces": [
        "日本語" * 24, "x" * 71, "คุณภาพชีวิต" * 10, "🎉" * 71, "한국어" * 25, "Donaudampfschiff" * 5,
        "مرحبا" * 16, "שלום" * 20, "Ж" * 90, "コーヒー" * 20,
    ],
}  # fmt: skip
#: A title and the better one.
BETTER = {
    "the head goes where the question stands alone": [
        (
            "Web3 gaming: where are all the players gone? ft. @ann_lee, @bob_cid & @zed_x",
            "Where are all the players gone? ft. @ann_lee, @bob_cid & @zed_x",
        ),
        (
            "API Literacy 101: What should developers know about APIs that they don't?",
            "What should developers know about APIs that they don't?",
        ),
        (
            "Kaffeeklatsch am Morgen: Warum schmeckt der Kaffee im Urlaub immer besser?",
            "Warum schmeckt der Kaffee im Urlaub immer besser?",
        ),
        (
            "Charlas de café por la tarde: ¿por qué sabe mejor el café de la montaña alta?",
            "¿Por qué sabe mejor el café de la montaña alta?",
        ),
        (
            "Bate-papo de domingo: por que o café da fazenda é sempre melhor que o nosso?",
            "Por que o café da fazenda é sempre melhor que o nosso?",
        ),
        (
            "Les matins du café: pourquoi le café des vacances est-il toujours meilleur?",
            "Pourquoi le café des vacances est-il toujours meilleur?",
        ),
        (
            "Caffè della domenica: perché il caffè delle vacanze è sempre più buono del nostro?",
            "Perché il caffè delle vacanze è sempre più buono del nostro?",
        ),
        (
            "Koffie op zondag: waarom smaakt de koffie op vakantie altijd beter dan thuis?",
            "Waarom smaakt de koffie op vakantie altijd beter dan thuis?",
        ),
        (
            "The weekly roast with friends - why does nobody talk about water for coffee?",
            "Why does nobody talk about water for coffee?",
        ),
        (
            "Roasters anonymous | how we learned to stop worrying and love instant coffee",
            "How we learned to stop worrying and love instant coffee",
        ),
    ],
    "marks go before words": [
        (
            "Living on Crypto - Rediscovering the original purpose of crypto as cash",
            "Living on Crypto: Rediscovering the original purpose of crypto as cash",
        ),
        (
            "Leben vom Kaffee – so blühen viele Röstereien in den Städten wieder auf",
            "Leben vom Kaffee: so blühen viele Röstereien in den Städten wieder auf",
        ),
        (
            "New session, New energy: “What are you bringing into the new semester?”",
            "New session, New energy: What are you bringing into the new semester?",
        ),
        (
            "Neues Semester, neuer Schwung: „Was bringt ihr ins neue Jahr alles mit?“",
            "Neues Semester, neuer Schwung: Was bringt ihr ins neue Jahr alles mit?",
        ),
        (
            "Nuevo curso, nueva energía: «¿Qué traéis a esta nueva etapa tan larga?»",
            "Nuevo curso, nueva energía: ¿Qué traéis a esta nueva etapa tan larga?",
        ),
        (
            "Vivir del café - Redescubrir el propósito original del café en el barrio",
            None,
        ),
        (
            "Why does the best coffee in this old town of ours cost as much as tea??",
            "Why does the best coffee in this old town of ours cost as much as tea?",
        ),
        (
            "Money and music and art for all of our friends and their old friends too",
            "Money & music and art for all of our friends and their old friends too",
        ),
        (
            "A long evening of questions and answers on everything we know about tea",
            "A long evening of Q&A on everything we know about tea",
        ),
        (
            "Vivre de son café - les toutes petites brûleries renaissent à Bruxelles",
            "Vivre de son café: les toutes petites brûleries renaissent à Bruxelles",
        ),
    ],
    "fillers go before content": [
        (
            "Why privacy is absolutely critical for a working currency in the old towns",
            "Why privacy is critical for a working currency in the old towns",
        ),
        (
            "Join us for a chat about the state of open source software in small towns",
            "A chat about the state of open source software in small towns",
        ),
        (
            "This is a long and winded title about really good coffee from the old town",
            "This is a long and winded title about good coffee from the old town",
        ),
        (
            "Warum guter Kaffee in den kleinen Städten von heute wirklich selten wird",
            "Warum guter Kaffee in den kleinen Städten von heute selten wird",
        ),
        (
            "Por qué el café bueno es realmente escaso en los pueblos pequeños de la costa",
            "Por qué el café bueno es escaso en los pueblos pequeños de la costa",
        ),
        (
            "Pourquoi le bon café est vraiment rare dans les petites villes de la côte",
            "Pourquoi le bon café est rare dans les petites villes de la côte",
        ),
        (
            "Perché il buon caffè è davvero raro nei piccoli paesi lungo la costa nord",
            "Perché il buon caffè è raro nei piccoli paesi lungo la costa nord",
        ),
        (
            "Por que o bom café é realmente raro nas cidades pequenas do nosso litoral",
            "Por que o bom café é raro nas cidades pequenas do nosso litoral",
        ),
        (
            "Waarom goede koffie echt zeldzaam is in de kleine steden langs onze kusten",
            "Waarom goede koffie zeldzaam is in de kleine steden langs onze kusten",
        ),
        (
            "What the town does not really want to know about the water in its old pipes",
            None,
        ),
    ],
    "whole segments go": [
        (
            "Fireside chat on the state of open source | brought to you by the people of Ohio",
            "Fireside chat on the state of open source",
        ),
        (
            "Fireside chat on the state of open source today (and a few words on our tea)",
            "Fireside chat on the state of open source today",
        ),
        (
            "Kamingespräch zum Zustand der freien Software | präsentiert vom Verein der Stadt",
            "Kamingespräch zum Zustand der freien Software",
        ),
        (
            "Charla sobre el estado del software libre - presentada por la gente del barrio",
            "Charla sobre el estado del software libre",
        ),
        (
            "The state of open source in the year of the goat. Bring your own cup and spoons",
            "The state of open source in the year of the goat.",
        ),
        (
            "Causerie sur l'état actuel du logiciel libre – présentée par notre quartier",
            "Causerie sur l'état actuel du logiciel libre",
        ),
        (
            "Fireside chat on the state of open source | brought to you by the town #Beans",
            "Fireside chat on the state of open source #Beans",
        ),
        ("Fireside chat on open source | how it all began in a garage, and where it will go",
         "How it all began in a garage, and where it will go"),
        ("The long night of open source: Friday 8pm live from the old garage of our founders", None),
        ("Fireside chat on the state of open source with | brought to you by people of Ohio", None),
    ],
}  # fmt: skip


@pytest.mark.parametrize("title", [title for kind in SILENT.values() for title in kind])
def test_where_nothing_shorter_says_the_same_nothing_is_offered(title: str) -> None:
    assert texts(title) == []


@pytest.mark.parametrize(
    ("title", "best"), [pair for kind in BETTER.values() for pair in kind if pair[1]]
)
def test_what_is_offered_is_what_a_person_would_post(title: str, best: str) -> None:
    assert texts(title)[0] == best


@pytest.mark.parametrize(
    "title", [pair[0] for kind in BETTER.values() for pair in kind if not pair[1]]
)
def test_one_like_it_that_must_not_be_touched(title: str) -> None:
    assert texts(title) == []


def test_there_are_ten_of_each_kind() -> None:
    assert all(len(kind) >= 10 for kind in (*SILENT.values(), *BETTER.values()))


@pytest.mark.parametrize(
    "title",
    [
        "LATINO TUESDAY con 6️⃣🇨🇴🇨🇺🇧🇷🇲🇽🇪🇸🇩🇴🇭🇳🇨🇱🇺🇾🇦🇷🇵🇪🇵🇷🇻🇪🇵🇦🇪🇨 🏠",
        "🔥El Cuadrilátero🔥140🎖️AI / Trump / Ethereum / Solana / Libra/Open Mic🎙️",
        "🎙️El Cuadrilátero 51🎖️🎙️Watson Machine / la IA y twitter son hermanos 👁️",
        "Episodio 3: Hispanos en #web3 🌏🤝 road to #TulumCryptoFest #NFTShowMX 🌴",
        "👩‍👩‍👧‍👦 families in tech 👩‍👩‍👧‍👦 how we work, live and learn in one small house 👩‍👩‍👧‍👦",
        "Kaffee☕️ und Kuchen🍰 mit den Röstern🔥 der Stadt🏙️ heute live🎙️ um acht🕗",
        "कॉफ़ी पर बातचीत और चाय की बातें हर शाम आपके अपने शहर के लोगों के साथ",
        "สวัสดีทุกคน มาคุยเรื่องกาแฟกันที่นี่ทุกเย็นวันศุกร์กับเพื่อนของเรา",
        "e\u0301cole e\u0301te\u0301 cafe\u0301 " * 3 + "soire\u0301e du village de nos ame\u0301",
        "🇲🇽🇦🇷🇨🇱 Latam en vivo 🇵🇪🇨🇴🇺🇾 con toda la banda 🇧🇷🇪🇨🇻🇪 y sus invitados 🇪🇸🇩🇴",
    ],
)
def test_what_reads_as_seventy_characters_is_not_too_long(title: str) -> None:
    assert all(set(one.split()) >= set(title.split()) - {"#web3"} for one in texts(title))


@pytest.mark.parametrize(
    ("title", "calm"),
    [
        ("VERY IMPORTANT ANNOUNCEMENT FROM THE TEAM", "Very important announcement from the team"),
        ("BIG COMMUNITY UPDATE THIS WEEK", "Big community update this week"),
        ("LIVE QUESTIONS AND ANSWERS WITH THE FOUNDERS",
         "Live questions and answers with the founders"),
        ("NEW PRODUCT LAUNCH TODAY", "New product launch today"),
        ("MESSI, CRISTIANO AND MEXICO ON STAGE", None),
        ("NASA ON THE WAY TO THE MOON", "NASA on the way to the moon"),
        ("BTC AND ETH FROM THE TOP", None),
        ("GITCOIN COMMUNITY RADIO NOW", None),
        ("HABLEMOS DE ARTE EN LA NUEVA ERA", None),
        ("BERLIN CALLING: NEWS FROM THE TEAM", None),
    ],
)  # fmt: skip
def test_capitals_go_where_every_word_is_a_common_one(title: str, calm: str | None) -> None:
    assert texts(title) == ([calm] if calm else [])


@pytest.mark.parametrize(
    "handle",
    ["@j.k.rowling", "@ann-lee", "@beyoncé", "@ann.lee.berlin", "@Müller", "@tim-o-reilly",
     "@josé", "@mary-ann_b", "@the.real.bob", "@søren"],
)  # fmt: skip
def test_no_account_is_made_up_for_a_handle_that_cannot_be(handle: str) -> None:
    parts = handle.strip("@").replace("-", " ").replace(".", " ").split()
    for text in texts(f"Storytime with {handle}"):
        assert f"@{'_'.join(parts)}" not in text
        assert f"@{''.join(parts)}" not in text


@pytest.mark.parametrize(
    ("title", "host"),
    [
        ("Town hall with Brewly about beans", "@BrewlyCoffee"),
        ("Brewly asks: what is your favourite bean?", "BrewlyCoffee"),
        ("Ein Abend mit Brewly", "https://x.com/BrewlyCoffee"),
        ("Charla con Brewly", "@brewlycoffee"),
        ("Morning with Jack Doe", "@jackdoe"),
        ("Un café avec Jack Doe", "@JackDoe"),
        ("Jack Doe live from Ohio", "jackdoe"),
        ("Brewly and friends", "@BREWLYCOFFEE"),
        ("Conversa com Brewly", "@BrewlyCoffee"),
        ("Brewlyと話そう", "@BrewlyCoffee"),
    ],
)
def test_the_hosts_own_handle_is_never_put_in(title: str, host: str) -> None:
    for text in texts(title, {"host": host}):
        assert "@" not in text
    for text in texts(title, {"host": host, "speakers": [host]}, speakers=[host]):
        assert "@" not in text
