"""The rules for time expressions in English."""

from __future__ import annotations

import re
from functools import partial

from nlp.dates import readers as read
from nlp.dates.expression import Rule
from nlp.dates.numeric import ZONE
from nlp.dates.words import ENGLISH, B, E, S, either

# "may" and "march" are verbs unless they are written as names; short forms are months only beside a day or a year.
_LONG = r"(?:january|february|april|june|july|august|september|october|november|december|(?-i:May|March|MAY|MARCH))"
_MONTH = rf"(?:{_LONG}|(?:jan|feb|apr|jun|jul|aug|sept|sep|oct|nov|dec|(?-i:Mar))\.?)"
_WEEKDAY = r"(?:monday|tuesday|wednesday|thursday|friday|saturday|sunday)"
_ANY_WEEKDAY = rf"(?:{_WEEKDAY}|(?-i:Mon|Tues?|Wed|Thurs?|Thu|Fri|Sat|Sun)\.?)"
_LONE_YEAR = r"(?P<year>(?:1[0-9]|20|21)\d\d)"
_YEAR = r"(?P<year>(?:1[0-9]|20|21)\d\d|9999)"  # 9999: a day that never comes
_DAY = r"(?:3[01]|[12]\d|0?[1-9])"
_MOD = rf"(?P<mod>(?:early|mid|late|(?:the{S})?(?:very{S})?(?:beginning|start|middle|end){S}of)(?:{S}in)?)(?:{S}|-)"
_NUMBER = rf"(?:\d{{1,4}}(?:\.\d{{1,2}})?|{either(ENGLISH.numbers)})"
_SOME = rf"(?:several|(?:a{S})?few|some|many|a{S}number{S}of|dozens{S}of|hundreds{S}of)"
_UNIT = r"(?:minutes?|mins|hours?|hrs|days?|weeks?|fortnights?|months?|years?|decades?|centur(?:y|ies)|weekends?)"
_PART = r"(?:morning|afternoon|evening|night|noon|midnight)s?"
_ABOUT = rf"(?:(?:about|around|almost|nearly|roughly|approximately|over|more{S}than|less{S}than|at{S}least|up{S}to|just{S}over|just{S}under){S})"
_RUN = rf"(?:(?:straight|consecutive|successive|full|whole|more|long|solid){S})"
_REL = rf"(?P<rel>(?:the{S})?(?:last|this|next|past|previous|prior|preceding|following|same|that))"
_WHICH = rf"(?P<which>(?:the{S})?(?:last|past|next|previous|prior|preceding|following|coming|upcoming|same|current)|this|that)"
_SINGLE = r"(?P<unit>day|week|weekend|month|quarter|year|decade|century)"

_rule = partial(read.rule, ENGLISH)
_holidays = "|".join(
    sorted((name.replace(" ", S).replace("'", "['’]") for name in ENGLISH.holidays), key=len, reverse=True)
)
_present = r"now|currently|nowadays|presently|at present|at the moment|at this time|these days|to date|current".replace(
    " ", S
)
_past = r"(?:more )?recently|lately|(?:in )?the (?:recent )?past(?! (?:\w+ )?(?:day|week|month|year|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec))".replace(
    " ", S
)
_future = r"(?<!as\s)(?:very )?soon(?! (?:as|after|be))|(?:the |in the )?(?:near |foreseeable )future|the future|(?:in )?the (?:next|coming) (?:few )?(?:days|weeks|months|years)".replace(
    " ", S
)

RULES: list[Rule] = [
    # days that are names: no year of the text is theirs
    _rule(
        rf"{B}(?:9/11|(?:the{S})?September{S}11(?:th)?(?:,?{S}2001)?(?={S}(?:(?:terrorist|terror){S})?attacks?)|(?<=attacks\sof\s)September{S}11(?:th)?){E}(?!/)",
        read.given("2001-09-11"),
    ),
    _rule(rf"{B}(?:Black|Bloody|Good|Ash|Cyber|Super|Holy|Easter|Palm){S}{_WEEKDAY}{E}", read.name),
    # June 1-5, 2017
    _rule(
        rf"{B}(?P<month>{_MONTH}){S}(?P<first>{_DAY})(?:st|nd|rd|th)?{S}?(?:[-–]|to|and){S}?(?P<last>{_DAY})(?:st|nd|rd|th)?(?:,?{S}{_YEAR})?{E}(?!:\d|[.,/-]\d)",
        read.days_of_month,
    ),
    _rule(
        rf"{B}(?P<first>{_DAY})(?:st|nd|rd|th)?{S}?(?:[-–]|to|and){S}?(?P<last>{_DAY})(?:st|nd|rd|th)?{S}(?:of{S})?(?P<month>{_MONTH})(?:,?{S}{_YEAR})?{E}",
        read.days_of_month,
    ),
    # Monday, June 19th, 2017 · 19 June · the 19th of June
    _rule(
        rf"{B}(?:(?P<which>last|past|next){S})?(?:{_ANY_WEEKDAY},?{S}(?:the{S})?)?(?P<month>{_MONTH}){S}(?:the{S})?(?P<day>{_DAY})(?:st|nd|rd|th)?"
        rf"(?:,?{S}(?:of{S})?(?:{_YEAR}(?![\w-])|{_REL}{S}year))?{E}(?!:\d|[.,]\d)",
        read.day_of_month,
    ),
    _rule(
        rf"{B}(?:{_ANY_WEEKDAY},?{S})?(?:the{S})?(?P<day>{_DAY})(?:st|nd|rd|th)?(?:{S}of)?(?:{S}|-)(?P<month>{_MONTH})"
        rf"(?:,?(?:{S}|-)(?:of{S})?(?:{_YEAR}|{_REL}{S}year))?{E}",
        read.day_of_month,
    ),
    # late March 2017 · March of last year · next March · March
    _rule(
        rf"{B}(?:{_MOD})?(?P<month>{_MONTH})(?:,?{S}(?:of{S}|in{S})?(?:{_YEAR}|{_REL}{S}year)){E}", read.month_of_year
    ),
    _rule(rf"{B}(?:{_MOD}|(?P<which>last|this|next|past){S})?(?P<month>{_LONG}){E}", read.month_of_year),
    # quarters, halves, seasons
    _rule(
        rf"{B}(?:the{S})?(?:(?P<which>first|second|third|fourth|1st|2nd|3rd|4th|final|last)(?:{S}|-)(?:(?:fiscal|financial){S})?(?P<unit>quarter|half)|(?P<code>[QH][1-4]))"
        rf"(?:,?{S}(?:(?:of|in){S})?(?:the{S}year{S})?(?:{_YEAR}|{_REL}{S}year|(?P<own>the{S}year)))?{E}",
        read.quarter,
    ),
    _rule(
        rf"{B}(?:{_MOD})?(?:the{S})?(?P<season>spring|summer|autumn|fall|winter){S}(?:of{S})?(?:{_YEAR}|{_REL}{S}year){E}",
        read.season,
    ),
    _rule(
        rf"{B}(?P<which>last|this|next|past|this{S}past|this{S}coming){S}(?P<season>spring|summer|autumn|fall|winter){E}",
        read.season,
    ),
    _rule(
        rf"{B}in{S}(?P<span>(?:the{S})?(?P<season>spring|summer|autumn|winter|(?-i:fall))(?!{S}of\b)){E}", read.season
    ),
    # weekdays and parts of days
    _rule(rf"{B}on{S}(?P<span>(?P<weekday>{_WEEKDAY})s){E}", read.recurring),
    _rule(
        rf"{B}(?P<weekday>{_WEEKDAY}){S}(?:of{S})?(?P<week>(?:the{S})?(?:last|this|next|previous|following|same)){S}week{E}",
        read.weekday,
    ),
    _rule(
        rf"{B}(?:(?P<which>last|this|next|past|(?:this{S})?coming|this{S}past|the{S}following|the{S}previous|early|late){S})?(?P<weekday>{_WEEKDAY})(?:{S}(?P<part>{_PART}))?(?:{S}(?P<after>last|next))?{E}",
        read.weekday,
    ),
    _rule(rf"{B}(?P<word>{either(ENGLISH.days)})(?:{S}(?P<part>{_PART}))?{E}", read.deictic),
    _rule(rf"{B}(?P<which>this|last|that){S}(?P<part>morning|afternoon|evening|night){E}", read.part_of_day),
    # last week, the previous year, the same day
    _rule(
        rf"{B}(?:(?P<mod>early|late|later|earlier|(?:the{S})?(?:end|beginning|start|middle){S}of){S})?{_WHICH}{S}{_SINGLE}{E}",
        read.period,
    ),
    _rule(
        rf"{B}the{S}(?P<unit>year|month|week|quarter|day){S}(?P<after>previous|(?:before|after)(?={S}?[.,;]|\Z)){E}",
        read.period,
    ),
    _rule(rf"{B}the{S}(?P<unit>weekend){E}(?!{S}(?:of|before|after)\b)", read.period),
    _rule(rf"{B}(?:the{S})?(?:year(?:['’]s)?[- ]end|end[- ]of[- ]year){E}", read.year_end),
    _rule(rf"{B}(?P<unit>year)[- ]to[- ]date{E}", read.period),
    _rule(
        rf"{B}the{S}(?P<rel>year[- ](?:ago|earlier)|prior[- ]year){S}(?P<unit>month|quarter|period){E}",
        read.same,
    ),
    _rule(
        rf"{B}the{S}same{S}(?P<unit>month|quarter|day|week|period|time){S}(?:of{S}|in{S})?(?P<rel>a{S}year{S}(?:ago|earlier|before)|(?:the{S})?(?:last|previous|prior|preceding){S}year){E}",
        read.same,
    ),
    _rule(
        rf"{B}(?P<mod>(?:the{S})?(?:end|beginning|start|middle){S}of){S}the{S}(?P<unit>day|year|month|week|quarter|decade){E}",
        read.period,
    ),
    _rule(rf"{B}the{S}(?:past|(?:rest|remainder){S}of{S}the){S}{_SINGLE}{E}", read.over),
    _rule(rf"{B}(?:a{S}single|the{S}same{S}exact){S}{_SINGLE}{E}", read.over),
    _rule(rf"{B}the{S}(?P<unit>day)(?=\s?[.,;]|\s(?:at|on|with){E})", read.the_day),
    _rule(rf"{B}the{S}(?:entire|whole|full){S}(?P<unit>day|week|month|quarter|year|decade){E}", read.the_day),
    _rule(
        rf"{B}(?:the{S}|these{S})?(?:last|past|next|previous|preceding|following|coming|first){S}(?P<number>{_NUMBER}|{_SOME}){S}{_RUN}?(?P<unit>{_UNIT}|quarters){E}",
        read.duration,
    ),
    # three days later, two years ago
    _rule(
        rf"{B}{_ABOUT}?(?P<number>{_NUMBER}|{_SOME}){S}(?P<unit>{_UNIT}){S}"
        rf"(?P<how>ago|earlier|later|afterwards?|previously|from{S}now|from{S}today|hence|(?:before|after)(?={S}?[.,;]|\Z)){E}(?!{S}than\b)",
        read.shift,
    ),
    _rule(
        rf"{B}(?P<number>an?|one|two|three|four|five){S}(?P<unit>year|month|week|day|hour|decade)s?(?P<half>{S}and{S}a{S}half){S}(?P<how>ago|earlier|later){E}",
        read.shift,
    ),
    _rule(
        rf"{B}in{S}{_ABOUT}?(?P<number>{_NUMBER}){S}(?P<unit>days|weeks|months|years)['’]{S}(?P<how>time){E}",
        read.shift,
    ),
    _rule(
        rf"{B}(?P<unit>minutes|hours|days|weeks|months|years|decades){S}(?P<how>ago|earlier|later|afterwards|before(?={S}?[.,;]|\Z)){E}",
        read.shift,
    ),
    _rule(rf"{B}(?:by|until|till|since|before|from){S}(?P<span>then){E}", read.that),
    _rule(rf"{B}(?:by|at|until|since|before|from|after){S}(?P<span>that{S}(?:time|date|point)){E}", read.that),
    _rule(
        rf"{B}(?:not{S}(?:too{S})?long{S}ago|(?:a{S})?long(?:{S}time)?{S}ago|the{S}other{S}day){E}",
        read.given("PAST_REF"),
    ),
    # the 2008-09 season
    _rule(
        rf"{B}(?P<span>(?P<first>(?:19|20)\d\d)[-–/](?P<last>\d\d(?:\d\d)?))(?={S}(?:season|financial|fiscal|school|academic|campaign|budget|tax|biennium|session))",
        read.season_years,
    ),
    _rule(
        rf"{B}(?:season|fiscal{S}year|financial{S}year|school{S}year|academic{S}year|FY){S}(?:of{S})?(?P<span>(?P<first>(?:19|20)\d\d)[-–/](?P<last>\d\d(?:\d\d)?))(?![\d/-])",
        read.season_years,
    ),
    # durations, rates, sets
    _rule(
        rf"{B}(?:\d[\d,.]{{0,12}}|days|hours|minutes|weeks|months|nights|twice|once|times|thousand|million|billion|dollars|euros)(?:{S}\w{{1,20}})?{S}(?P<span>(?:a|an|per){S}(?P<unit>minute|hour|day|week|month|year)){E}",
        read.recurring,
    ),
    _rule(rf"{B}(?:a{S})?quarter(?:[- ]|{S}of{S}a{S})century{E}", read.given("P25Y", "DURATION")),
    _rule(
        rf"{B}(?:an?|one){S}(?P<unit>hour|day|week|month|year|decade|century)(?P<half>{S}and{S}a{S}half){E}",
        read.duration,
    ),
    _rule(
        rf"{B}(?P<number>{_NUMBER})(?P<half>-and-a-half)[- ](?P<unit>{_UNIT})(?:[- ](?:long|old)\b)?{E}", read.duration
    ),
    _rule(
        rf"{B}{_ABOUT}?(?P<number>{_NUMBER})(?P<half>{S}and{S}a{S}half)?(?:{S}|-){_RUN}?(?P<unit>{_UNIT})(?:[- ](?:long|old)\b)?{E}",
        read.duration,
    ),
    _rule(rf"{B}(?P<number>{_SOME}){S}(?P<unit>{_UNIT}){E}", read.duration),
    _rule(
        rf"{B}(?:for|in|over|within|after|took|last(?:ed|s)?|recent){S}(?:just{S}|only{S}|the{S})?(?P<span>(?:many{S})?(?P<unit>minutes|hours|days|weeks|months|years|decades|centuries)){E}",
        read.duration,
    ),
    _rule(
        rf"{B}(?P<span>(?P<unit>minutes|hours|days|weeks|months|years|decades|centuries)){S}(?:of{S}|in{S}the{S}making|long|ago){E}",
        read.duration,
    ),
    _rule(
        rf"{B}(?:(?P<adverb>{either(ENGLISH.adverbs)})|(?:every|each){S}(?:(?P<weekday>{_WEEKDAY})|(?P<part>morning|afternoon|evening|night)|(?:other{S}|(?P<number>{_NUMBER}){S})?(?P<unit>{_UNIT}))){E}",
        read.recurring,
    ),
    _rule(rf"{B}annual{E}", read.given("P1Y", "DURATION")),
    _rule(rf"{B}(?P<span>per{S}(?P<unit>minute|hour|day|week|month|year)){E}", read.recurring),
    _rule(rf"{B}(?:{_present}){E}", read.given("PRESENT_REF")),
    _rule(rf"{B}(?:{_past}){E}", read.given("PAST_REF")),
    _rule(rf"{B}(?:{_future}){E}", read.given("FUTURE_REF")),
    # times of day
    _rule(
        rf"{B}(?<![\d:.,])(?:(?P<hour>[01]?\d)(?::(?P<minute>[0-5]\d)(?::[0-5]\d)?)?{S}?(?P<half>[ap]\.?m)\b\.?"
        rf"|(?P<hour24>[01]?\d|2[0-3]):(?P<minute24>[0-5]\d)(?::[0-5]\d)?(?!\d)|(?P<noon>noon|midday|midnight))(?P<zone>{ZONE})?(?!\w)"
        rf"|{B}(?P<hour_utc>[01]\d|2[0-3])(?P<minute_utc>[0-5]\d)(?P<zone_utc>[ ]?(?:UTC|GMT))(?!\w)",
        read.clock,
    ),
    _rule(
        rf"{B}(?P<hour>one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|1?\d){S}?o['’]clock(?:{S}in{S}the{S}(?P<half>morning|afternoon|evening))?{E}",
        read.spoken_clock,
    ),
    _rule(rf"{B}(?:(?P<which>last|this|next){S})?(?P<holiday>{_holidays})(?:,?{S}{_YEAR})?{E}", read.holiday),
    _rule(
        rf"{B}on{S}(?P<span>the{S}(?P<day>{_DAY})(?:st|nd|rd|th)){E}(?!{S}(?:floor|anniversary|century|birthday|day|edition|hole|lap|minute|of))",
        read.dayless,
    ),
    # decades, centuries, years
    _rule(rf"{B}(?:{_MOD})?(?:the{S})?(?P<digits>(?:1[0-9]|20)\d0)['’]?s{E}", read.decade),
    _rule(rf"{B}(?:{_MOD})?(?:the{S}['’‘]?|['’‘])(?P<digits>[1-9]0)['’]?s{E}", read.decade),
    _rule(rf"{B}(?:{_MOD})?the{S}(?P<word>{either(dict.fromkeys(read.DECADES, 0))}){E}", read.decade),
    _rule(rf"{B}(?:{_MOD})?(?:the{S})?(?P<number>\d{{1,2}})(?:st|nd|rd|th)(?:{S}|-)century{E}", read.century),
    _rule(rf"{B}{_MOD}(?:the{S}year{S})?{_YEAR}{E}", read.year),
    _rule(rf"{B}(?:in|of|since|the|from){S}(?P<span>['’](?P<digits>\d\d)){E}", read.short_year),
]

# A year alone: the words around it decide whether it is one (`nlp.dates.find`). What is counted may follow a number that looks like one.
YEAR = re.compile(
    rf"{B}(?<![\d.,:/+-]){_LONE_YEAR}(?![\w%]|[.,:/]\d|-\d)"
    r"(?!\s?(?:%|percent|per\b|people|persons|employees|workers|jobs|members|soldiers|troops|miles|km|met(?:er|re)s?|feet|tons?|tonnes|pounds|euros|dollars|points|units"
    r"|copies|homes|houses|cases|deaths|dead|times|words|pages|votes|passengers|seats|hours|days|weeks|months|years|students|kg|mph|or more|million|billion)\b)",
    re.IGNORECASE,
)
