//! The sample sheet, built once for all tests that look at the result.

use std::sync::OnceLock;

use super::run::{Ran, Run};

/// `edocpack pieteikumi.csv --out gatavie`.
pub fn built() -> &'static Ran {
    static BUILT: OnceLock<Ran> = OnceLock::new();
    BUILT.get_or_init(|| {
        Run::kept("sample", &["pieteikumi.csv", "--out", "gatavie"])
            .fixture("fixtures/data/pieteikumi.csv")
            .run()
            .code(0)
    })
}

/// The names of its packages, in the order of the sheet.
pub const NAMES: [&str; 4] = [
    "PARAUGS_0002_ezermalas-novada-pasvaldiba_izsniegt",
    "PARAUGS_0003_ezermalas-novada-pasvaldiba_izsniegt",
    "PARAUGS_0004_sia-skele-un-girts_apturet",
    "PARAUGS_0005_zti_partraukt",
];

/// What is written into each PDF, by the fields of the sample.
pub const VALUES: [&[(&str, &str)]; 4] = [
    &[
        ("klients.nosaukums", "Ezermalas novada pašvaldība"),
        ("klients.regnr", "90000012348"),
        ("lietotajs.nosaukums", "Ezermalas novada pašvaldība"),
        ("lietotajs.regnr", "90000012348"),
        ("darbiba.izsniegt", "Yes"),
        ("pilnvarota.vards", "Līga"),
        ("pilnvarota.uzvards", "Bērziņa-Kļaviņa"),
        ("pilnvarota.personas_kods", "010101-00019"),
        ("pilnvarota.talrunis", "29123456"),
        ("pilnvarota.epasts", "liga.berzina@example.lv"),
        ("parakstitajs.vards_uzvards", "Jānis Ķēniņš"),
        ("sagatavotajs.vards_uzvards", "Anna Žagare"),
        ("sagatavotajs.talrunis", "67000000"),
        ("sagatavotajs.epasts", "anna@example.lv"),
    ],
    &[
        ("klients.nosaukums", "Ezermalas novada pašvaldība"),
        ("klients.regnr", "90000012348"),
        ("lietotajs.nosaukums", "Ezermalas mūzikas skola"),
        ("lietotajs.regnr", "40008000013"),
        ("darbiba.izsniegt", "Yes"),
        ("pilnvarota.vards", "Ģirts"),
        ("pilnvarota.uzvards", "Šķēle"),
        ("pilnvarota.personas_kods", "320000-00001"),
        ("pilnvarota.talrunis", "26123456"),
        ("pilnvarota.epasts", "girts.skele@example.lv"),
        ("parakstitajs.vards_uzvards", "Jānis Ķēniņš"),
        ("sagatavotajs.vards_uzvards", "Anna Žagare"),
        ("sagatavotajs.talrunis", "67000000"),
        ("sagatavotajs.epasts", "anna@example.lv"),
    ],
    &[
        ("klients.nosaukums", "SIA „Šķēle un Ģirts”"),
        ("klients.regnr", "40203123456"),
        ("lietotajs.nosaukums", "SIA „Šķēle un Ģirts”"),
        ("lietotajs.regnr", "40203123456"),
        ("darbiba.apturet", "Yes"),
        (
            "darbiba.apturet_iemesls",
            "Sertifikāta atslēga, iespējams, kļuvusi zināma trešajai personai; lūdzam apturēt darbību nekavējoties.",
        ),
        ("parakstitajs.vards_uzvards", "Ņikita Čakste"),
        ("sagatavotajs.vards_uzvards", "Ūdris Īve"),
        ("sagatavotajs.talrunis", "29123456"),
        ("sagatavotajs.epasts", "udris@example.lv"),
    ],
    &[
        ("klients.nosaukums", "Ērika Ļaudama"),
        ("klients.regnr", "02034501110"),
        ("lietotajs.nosaukums", "Ērika Ļaudama"),
        ("lietotajs.regnr", "02034501110"),
        ("darbiba.partraukt", "Yes"),
        ("parakstitajs.vards_uzvards", "Ērika Ļaudama"),
        ("sagatavotajs.vards_uzvards", "Ērika Ļaudama"),
        ("sagatavotajs.talrunis", "67000001"),
    ],
];
