"""Typed TOML tables: declared once, validated with exact places, written as JSON Schema."""

from __future__ import annotations

from spacelint.schema.document import load_toml as load_toml
from spacelint.schema.document import parse_toml as parse_toml
from spacelint.schema.export import json_schema as json_schema
from spacelint.schema.fields import Field as Field
from spacelint.schema.fields import Switch as Switch
from spacelint.schema.fields import Table as Table
from spacelint.schema.fields import anything as anything
from spacelint.schema.fields import boolean as boolean
from spacelint.schema.fields import choice as choice
from spacelint.schema.fields import date as date
from spacelint.schema.fields import integer as integer
from spacelint.schema.fields import keyed as keyed
from spacelint.schema.fields import listing as listing
from spacelint.schema.fields import moment as moment
from spacelint.schema.fields import nested as nested
from spacelint.schema.fields import number as number
from spacelint.schema.fields import one_of as one_of
from spacelint.schema.fields import regex as regex
from spacelint.schema.fields import string as string
from spacelint.schema.fields import strings as strings
from spacelint.schema.fields import tables as tables
from spacelint.schema.problem import Fault as Fault
from spacelint.schema.problem import Problem as Problem
from spacelint.schema.problem import TomlDocument as TomlDocument
from spacelint.schema.problem import key_path_text as key_path_text
from spacelint.schema.problem import key_spans as key_spans
from spacelint.schema.problem import locate as locate
from spacelint.schema.problem import shown as shown
from spacelint.schema.validation import Validated as Validated
from spacelint.schema.validation import validate as validate
from spacelint.schema.validation import validate_data as validate_data
from spacelint.text.distance import nearest as nearest
