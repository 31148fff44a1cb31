//! `multipleOf`: which multiples an answer may hold.

use structured_decode::{Constraint, Vocab};

use crate::{admits, assert_values, object, of_value};

#[test]
fn exclusive_bounds_and_multiples_of_integers_are_exact() {
    let constraint = of_value(r#"{"type":"integer","exclusiveMinimum":-10,"exclusiveMaximum":2000,"multipleOf":25}"#);
    for value in -100i32..2_100 {
        let admitted = admits(&constraint, &format!(r#"{{"v":{value}}}"#));
        assert_eq!(admitted, value > -10 && value < 2_000 && value % 25 == 0, "{value}");
    }
}

#[test]
fn multiples_of_a_number_are_exact() {
    // In hundredths, with as many digits as are tried.
    for (step, hundredths) in [("0.5", 50), ("0.25", 25), ("0.05", 5), ("2", 200), ("2.5", 250), ("10", 1_000)] {
        let constraint = of_value(&format!(r#"{{"type":"number","minimum":-11,"maximum":11,"multipleOf":{step}}}"#));
        for value in -1_120i32..1_120 {
            let (sign, whole, tail) = (if value < 0 { "-" } else { "" }, value.abs() / 100, value.abs() % 100);
            let exact = format!("{sign}{whole}.{tail:02}");
            let short = exact.trim_end_matches('0').trim_end_matches('.');
            // Readers that divide floats find a remainder in some of the others.
            let is_whole = (short.parse::<f64>().unwrap() / step.parse::<f64>().unwrap()).fract() == 0.0;
            let fits = value.abs() <= 1_100 && value % hundredths == 0 && is_whole;
            assert_eq!(admits(&constraint, &format!(r#"{{"v":{short}}}"#)), fits, "{short} of {step}");
        }
    }
    let constraint = of_value(r#"{"type":"number","multipleOf":0.25}"#);
    assert_values(&constraint, &["0", "0.0", "0.5", "0.50", "7.00"], &["-0", "0.500", "1e1", ".5", "00.5", "0.55"]);
}

/// Readers that divide floats find a remainder in 0.07 / 0.01, so that 0.07 is not written; 12.34 is.
#[test]
fn decimal_multiples_are_those_that_floats_divide_without_a_remainder() {
    for (step, per_unit) in [("0.01", 100), ("0.1", 10), ("0.05", 20), ("0.3", 0), ("0.001", 1_000)] {
        let constraint = of_value(&format!(r#"{{"type":"number","minimum":0,"maximum":1.5,"multipleOf":{step}}}"#));
        let divisor: f64 = step.parse().unwrap();
        for thousandths in 0..=1_600i32 {
            let text = format!("{}.{:03}", thousandths / 1_000, thousandths % 1_000);
            let short = text.trim_end_matches('0').trim_end_matches('.');
            let is_multiple = match per_unit {
                0 => thousandths % 300 == 0,
                count => thousandths % (1_000 / count) == 0,
            };
            let divides = (short.parse::<f64>().unwrap() / divisor).fract() == 0.0;
            let fits = is_multiple && divides && thousandths <= 1_500;
            assert_eq!(admits(&constraint, &format!(r#"{{"v":{short}}}"#)), fits, "{short} of {step}");
        }
    }
}

#[test]
fn decimal_multiples_without_bounds_are_listed_near_zero_and_exact_floats_beyond() {
    let constraint = of_value(r#"{"type":"number","multipleOf":0.01}"#);
    assert_values(
        &constraint,
        &["0.05", "-0.25", "9.99", "1234567.25", "-70000.5", "99999"],
        &["0.07", "0.005", "1234567.33"],
    );
}

#[test]
fn integers_between_bounds_are_multiples_of_any_step() {
    for (step, min, max) in [(64, -999_999i64, 1_234_567i64), (7, -50, 700), (3, 1, 2_000), (125, -9_999, 9_999_999)] {
        let schema = format!(r#"{{"type":"integer","multipleOf":{step},"minimum":{min},"maximum":{max}}}"#);
        let constraint = of_value(&schema);
        let mut samples: Vec<i64> = (min - 200..min + 200).chain(-200..200).chain(max - 200..max + 200).collect();
        samples.extend((0..500).map(|index| min + index * (max - min) / 500 / step * step));
        for value in samples {
            let fits = value % step == 0 && (min..=max).contains(&value);
            assert_eq!(admits(&constraint, &format!(r#"{{"v":{value}}}"#)), fits, "{value} of {step}");
        }
    }
}

#[test]
fn a_step_of_which_no_integer_is_a_multiple_but_some_is_a_multiple_with_another_is_common() {
    let constraint = of_value(r#"{"type":"integer","multipleOf":2.5,"minimum":0,"maximum":20}"#);
    assert_values(&constraint, &["0", "5", "10", "20"], &["2", "3", "15.0", "25"]);
    // Beyond what floats hold, readers find a remainder.
    let constraint = of_value(r#"{"type":"integer","multipleOf":2.5}"#);
    assert_values(&constraint, &["-9007199254740990"], &["-25125251252512525", "9007199254740995"]);
    let constraint =
        of_value(r#"{"type":"integer","multipleOf":4,"allOf":[{"multipleOf":6}],"maximum":30,"minimum":1}"#);
    assert_values(&constraint, &["12", "24"], &["4", "6", "0", "36"]);
}

#[test]
fn numbers_may_be_multiples_of_whole_steps() {
    let constraint = of_value(r#"{"type":"number","multipleOf":64}"#);
    assert_values(&constraint, &["0", "64", "-640", "123456789504"], &["63", "64.5", "-0", "0064"]);
    let constraint = of_value(r#"{"type":"number","multipleOf":7,"minimum":-20,"maximum":20}"#);
    assert_values(&constraint, &["-14", "0", "7"], &["-21", "3.5", "21", "8"]);
}

#[test]
fn multiples_that_cannot_be_told_from_other_numbers_are_refused_with_the_way_out() {
    for schema in [r#"{"type":"integer","multipleOf":7}"#, r#"{"type":"number","multipleOf":0.3,"minimum":0}"#] {
        let error = Constraint::from_schema(&object(schema), &Vocab::bytes().unwrap()).unwrap_err().to_string();
        assert!(error.contains("or where `minimum` and `maximum` leave at most 2000 multiples"), "{error}");
    }
}
