"""What X does with a text: entities, candidates, lengths, words. No rules and no I/O."""

from spacelint.text.length import Length as Length
from spacelint.text.model import Candidate as Candidate
from spacelint.text.model import Entity as Entity
from spacelint.text.title import Title as Title
from spacelint.text.title import parse as parse
