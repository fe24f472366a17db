"""The estimates: against statsmodels, against known truths, and their laws."""

from __future__ import annotations

import datetime as dt
import math

import numpy as np
import pytest
import statsmodels.api as sm
from hypothesis import given, settings
from hypothesis import strategies as st

from servanda.effect.analysis import examine
from servanda.effect.design import design
from servanda.effect.estimate import choose_model, estimate
from servanda.effect.glm import fit_counts, negative_binomial_alpha
from servanda.effect.plan import Plan
from servanda.effect.robust import Spread, noise

from .invented import monthly, poisson

ON = dt.date(2010, 1, 1)


def exposed(seed: int = 3):
    rng = np.random.default_rng(seed)
    t = np.arange(96)
    exposure = 4000 + 12 * t + rng.integers(0, 90, 96)
    season = 0.2 * np.sin(2 * np.pi * t / 12) - 0.1 * np.cos(4 * np.pi * t / 12)
    y = rng.poisson(exposure * 0.01 * np.exp(0.003 * t + season - 0.15 * (t >= 60)))
    return monthly(y, exposure=[float(e) for e in exposure])


@pytest.mark.parametrize("alpha", [0.0, 0.4])
def test_our_fit_is_statsmodels_fit(alpha):
    series = exposed()
    shape = design("month", series.index, ON.year * 12, 2, False)
    family = sm.families.NegativeBinomial(alpha=alpha) if alpha else sm.families.Poisson()
    theirs = sm.GLM(series.y(), shape.x, family=family, offset=series.offset()).fit(tol=1e-12)
    ours = fit_counts(shape.x, series.y(), series.offset(), alpha)
    assert ours.converged
    np.testing.assert_allclose(ours.beta, theirs.params, atol=1e-8)


def test_negative_binomial_dispersion_is_the_maximum_likelihood_one():
    rng = np.random.default_rng(8)
    y = rng.poisson(6 * rng.gamma(2, 0.5, 120)).astype(float)
    x = np.column_stack([np.ones(120), np.arange(120) / 12])
    theirs = sm.NegativeBinomial(y, x).fit(disp=0, maxiter=200)
    assert negative_binomial_alpha(x, y, np.zeros(120)) == pytest.approx(theirs.params[-1], rel=1e-3)


@pytest.mark.parametrize("season", [0, 2])
@pytest.mark.parametrize("model", ["poisson", "quasipoisson"])
def test_model_errors_with_offset_and_harmonics_are_those_of_a_plain_regression(model, season):
    """Level change, time in months, harmonics of the month number: the design of published interrupted time series."""
    series = exposed()
    t = np.arange(96)
    month = t % 12 + 1
    waves = [f(2 * np.pi * k * month / 12) for k in range(1, season + 1) for f in (np.sin, np.cos)]
    x = np.column_stack([np.ones(96), t >= 60, t + 1, *waves]).astype(float)
    plain = sm.GLM(series.y(), x, family=sm.families.Poisson(), offset=series.offset()).fit(scale="X2" if model == "quasipoisson" else 1.0)
    low, high = np.exp(plain.params[1] + np.array([-1, 1]) * 1.959964 * plain.bse[1])
    found = examine(series, Plan(ON, model=model, season=season, level_only=True, errors="model")).change
    assert (found.ratio, found.low, found.high) == pytest.approx((math.exp(plain.params[1]), low, high), rel=1e-5)
    assert found.p == pytest.approx(plain.pvalues[1], rel=1e-3)


def test_a_halving_is_seen():
    found = examine(poisson(10, 120, 60, 0.5), Plan(ON))
    assert found.verdict == "decrease"
    assert found.change.low < 0.5 < found.change.high
    assert found.model == "poisson"


def test_a_doubling_is_seen_and_nothing_where_there_is_nothing():
    assert examine(poisson(10, 120, 60, 2.0), Plan(ON)).verdict == "increase"
    assert examine(poisson(10, 120, 60, 1.0), Plan(ON)).verdict == "no detectable change"


def test_a_change_of_slope_is_seen_in_the_average_change():
    t = np.arange(120)
    y = np.random.default_rng(4).poisson(20 * np.exp(-0.4 * np.maximum(t - 60, 0) / 12))
    found = examine(monthly(y), Plan(ON))
    assert found.verdict == "decrease"
    assert found.slope.low < math.exp(-0.4) < found.slope.high


def test_over_dispersion_is_detected_and_reported():
    rng = np.random.default_rng(5)
    found = examine(monthly(rng.poisson(8 * rng.gamma(2, 0.5, 120))), Plan(ON))
    assert found.model in ("negbin", "quasipoisson")
    assert any("Poisson series would" in n for n in found.notes)


def test_left_out_periods_do_not_count():
    wild = list(poisson(10, 120, 60, 1.0).counts)
    wild[57:62] = [90] * 5
    plan = Plan(ON, anticipation=3, lag=2)
    found, calm = examine(monthly(wild), plan), examine(poisson(10, 120, 60, 1.0), plan)
    assert found.change == calm.change
    assert sum(found.curve.left_out) == 5


def test_a_season_that_is_left_out_is_noted():
    t = np.arange(120)
    y = np.random.default_rng(6).poisson(20 * np.exp(0.5 * np.sin(2 * np.pi * t / 12)))
    assert any("--season 1" in n for n in examine(monthly(y), Plan(ON)).notes)
    assert not any("--season 1" in n for n in examine(monthly(y), Plan(ON, season=1)).notes)


@pytest.mark.parametrize(
    ("counts", "why"),
    [([3] * 62, "2 after"), ([0] * 40 + [1] * 5 + [0] * 60, "5 incidents before"), ([4] * 60 + [0] * 60, "no incident after")],
)
def test_too_little_data_says_why(counts, why):
    found = examine(monthly(counts), Plan(ON))
    assert found.verdict == "too little data"
    assert why in found.notes[0]
    assert found.change is None


def test_placebo_dates_are_tried_on_both_sides_and_bounded():
    series = poisson(10, 200, 60, 1.0)
    tried = examine(series, Plan(ON)).placebo
    assert min(tried.labels) < "2010" < max(tried.labels)
    assert examine(series, Plan(ON, placebo=20)).placebo.dates == 20


def test_autocorrelation_widens_the_interval():
    rng = np.random.default_rng(7)
    path = np.zeros(120)
    for k in range(1, 120):
        path[k] = 0.8 * path[k - 1] + rng.normal() * 0.25
    series = monthly(rng.poisson(30 * np.exp(path)))
    shape = design("month", series.index, 2010 * 12, 0, True)
    model = choose_model(shape.x, series.y(), series.offset())
    robust = estimate(shape, series.y(), series.offset(), model, "robust").change(shape.level())
    own = estimate(shape, series.y(), series.offset(), model, "model").change(shape.level())
    assert robust.error > 1.5 * own.error


def test_more_incidents_show_smaller_changes():
    few, many = (examine(poisson(m, 120, 60, 1.0), Plan(ON)).power for m in (3, 30))
    assert few.smallest_decrease < many.smallest_decrease < 1 < many.smallest_increase < few.smallest_increase


def test_the_weights_of_the_noise_are_a_distribution():
    series = poisson(5, 80, 60, 1.0)
    shape = design("month", series.index, 2010 * 12, 0, False)
    found = noise(shape.x, series.y(), fit_counts(shape.x, series.y(), series.offset()), series.index)
    assert found.weights.sum() == pytest.approx(1)
    assert 0 <= found.lag_one < 0.3


@given(st.lists(st.floats(0.01, 3), min_size=1, max_size=6), st.floats(0.01, 5))
@settings(max_examples=60, deadline=None)
def test_an_interval_and_its_p_value_agree(errors, size):
    spread = Spread(np.full(len(errors), 1 / len(errors)), np.array(errors), 20.0)
    assert spread.beyond(spread.half_width()) == pytest.approx(0.05, abs=1e-6)
    assert (spread.beyond(size) < 0.05) == (size > spread.half_width()) or abs(size - spread.half_width()) < 1e-6


@given(st.integers(0, 2**32 - 1))
@settings(max_examples=15, deadline=None)
def test_scaling_the_exposure_changes_nothing(seed):
    rng = np.random.default_rng(seed)
    y, exposure = rng.poisson(9, 100), rng.uniform(50, 60, 100)
    one, other = (examine(monthly(y, exposure=list(exposure * k)), Plan(ON, placebo=0)).change for k in (1, 1000))
    assert one.ratio == pytest.approx(other.ratio, rel=1e-6)
    assert one.high == pytest.approx(other.high, rel=1e-6)
