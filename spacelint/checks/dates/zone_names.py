"""What people call the zones of a time: tables, no code.

A name means one zone of the IANA database, or several, or an offset: people say EST all year
round, and IST in three countries.
"""

from __future__ import annotations

_NEW_YORK = ("America/New_York", "-5")
_CHICAGO = ("America/Chicago", "-6")
_DENVER = ("America/Denver", "-7")
_LOS_ANGELES = ("America/Los_Angeles", "-8")
_PARIS = ("Europe/Paris", "+1")
_LONDON = ("Europe/London", "+1")

#: Abbreviations, told by their capitals.
ABBREVIATIONS: dict[str, tuple[str, ...]] = {
    **dict.fromkeys(("et", "est", "edt"), _NEW_YORK),
    **dict.fromkeys(("ct", "cdt"), _CHICAGO),
    "cst": (*_CHICAGO, "Asia/Shanghai", "America/Mexico_City"),
    **dict.fromkeys(("mt", "mdt"), _DENVER),
    "mst": (*_DENVER, "America/Phoenix", "Asia/Kuala_Lumpur"),
    **dict.fromkeys(("pst", "pdt"), _LOS_ANGELES),
    "pt": (*_LOS_ANGELES, "Europe/Lisbon"),
    **dict.fromkeys(("akst", "akdt"), ("America/Anchorage", "-9")),
    "hst": ("Pacific/Honolulu",),
    "ast": ("America/Halifax", "America/Puerto_Rico", "Asia/Riyadh"),
    "adt": ("America/Halifax",),
    **dict.fromkeys(("nst", "ndt"), ("America/St_Johns",)),
    **dict.fromkeys(("utc", "gmt"), ("+0", "Europe/London")),
    **dict.fromkeys(("bst", "uk"), _LONDON),
    **dict.fromkeys(("cet", "cest", "mez", "mesz"), _PARIS),
    **dict.fromkeys(("eet", "eest"), ("Europe/Helsinki", "+2")),
    **dict.fromkeys(("wet", "west"), ("Europe/Lisbon", "+0")),
    **dict.fromkeys(("msk", "trt"), ("Europe/Moscow",)),
    "ist": ("Asia/Kolkata", "Europe/Dublin", "Asia/Jerusalem"),
    "pkt": ("Asia/Karachi",),
    "bdt": ("Asia/Dhaka",),
    "npt": ("Asia/Kathmandu",),
    **dict.fromkeys(("ict", "wib"), ("Asia/Bangkok",)),
    **dict.fromkeys(("sgt", "hkt", "myt", "pht", "wita"), ("Asia/Singapore",)),
    "jst": ("Asia/Tokyo",),
    "kst": ("Asia/Seoul",),
    "gst": ("Asia/Dubai", "+10"),
    "awst": ("Australia/Perth",),
    "acst": ("Australia/Darwin", "Australia/Adelaide"),
    **dict.fromkeys(("aest", "aedt", "aet"), ("Australia/Sydney", "+10")),
    **dict.fromkeys(("nzst", "nzdt", "nzt"), ("Pacific/Auckland",)),
    "wat": ("Africa/Lagos",),
    "cat": ("Africa/Harare",),
    "eat": ("Africa/Nairobi",),
    "sast": ("Africa/Johannesburg",),
    "brt": ("America/Sao_Paulo",),
    "art": ("America/Argentina/Buenos_Aires",),
    **dict.fromkeys(("clt", "clst"), ("America/Santiago",)),
    **dict.fromkeys(("cot", "pet", "ect"), ("America/Bogota",)),
    "vet": ("America/Caracas",),
    "bot": ("America/La_Paz",),
    "pyt": ("America/Asuncion",),
    "uyt": ("America/Montevideo",),
    "cdmx": ("America/Mexico_City",),
    "nyc": _NEW_YORK,
    "la": _LOS_ANGELES,
}
#: Those that are words as well, in capitals too: they have to close what is said of the time.
WORDS_TOO = frozenset(("art", "cat", "eat", "la", "pet", "vet", "wat", "west", "wet", "bot", "pt"))

#: Places, and what else is said in words.
PLACES: dict[str, tuple[str, ...]] = {
    **dict.fromkeys(("eastern", "new york", "miami", "toronto", "montréal", "montreal"), _NEW_YORK),
    **dict.fromkeys(("central", "chicago", "houston", "dallas"), _CHICAGO),
    **dict.fromkeys(("mountain", "denver"), _DENVER),
    **dict.fromkeys(("pacific", "los angeles", "san francisco", "seattle", "vancouver"),
                    _LOS_ANGELES),
    **dict.fromkeys(("london", "portugal", "lisboa", "lisbon"), (*_LONDON, "+0")),
    **dict.fromkeys(
        ("paris", "berlin", "madrid", "rome", "roma", "amsterdam", "brussels", "bruxelles", "wien",
         "vienna", "zürich", "zurich", "oslo", "stockholm", "peninsular", "warsaw", "france",
         "españa"),
        _PARIS,
    ),
    **dict.fromkeys(("moscow", "istanbul", "türkiye", "riyadh"), ("Europe/Moscow",)),
    **dict.fromkeys(("athens", "helsinki", "kyiv"), ("Europe/Helsinki",)),
    "cairo": ("Africa/Cairo",),
    "lagos": ("Africa/Lagos",),
    "nairobi": ("Africa/Nairobi",),
    **dict.fromkeys(("johannesburg", "cape town"), ("Africa/Johannesburg",)),
    "dubai": ("Asia/Dubai",),
    **dict.fromkeys(("india", "mumbai", "delhi"), ("Asia/Kolkata",)),
    **dict.fromkeys(("bangkok", "jakarta", "hanoi"), ("Asia/Bangkok",)),
    **dict.fromkeys(("singapore", "hong kong", "manila", "beijing", "taipei"), ("Asia/Singapore",)),
    **dict.fromkeys(("tokyo", "日本時間"), ("Asia/Tokyo",)),
    "seoul": ("Asia/Seoul",),
    **dict.fromkeys(("sydney", "melbourne"), ("Australia/Sydney",)),
    "auckland": ("Pacific/Auckland",),
    "honolulu": ("Pacific/Honolulu",),
    **dict.fromkeys(("brasília", "brasilia", "brasil", "são paulo", "sao paulo"),
                    ("America/Sao_Paulo",)),
    **dict.fromkeys(("argentina", "buenos aires"), ("America/Argentina/Buenos_Aires",)),
    **dict.fromkeys(("chile", "santiago"), ("America/Santiago",)),
    **dict.fromkeys(("cdmx", "méxico", "mexico"), ("America/Mexico_City",)),
    **dict.fromkeys(("colombia", "perú", "peru", "ecuador", "bogotá"), ("America/Bogota",)),
    "venezuela": ("America/Caracas",),
}  # fmt: skip
