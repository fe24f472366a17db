"""Effect: did the count of incidents change after a pledge? Interrupted time series with placebo dates and power.

`read_data` turns a CSV into counts per period, `investigate` tests them, `result_json` writes the answer of the contract.
"""

from servanda.effect.analysis import analyse
from servanda.effect.plan import Plan
from servanda.effect.problems import DataError, EffectError, RequestError
from servanda.effect.result import Change, Result
from servanda.effect.selection import Selection
from servanda.effect.sensitivity import investigate
from servanda.effect.series import CountSeries
from servanda.effect.source import Data, read_data
from servanda.effect.wire import result_json

__all__ = [
    "Change",
    "CountSeries",
    "Data",
    "DataError",
    "EffectError",
    "Plan",
    "RequestError",
    "Result",
    "Selection",
    "analyse",
    "investigate",
    "read_data",
    "result_json",
]
