use super::*;

fn printed(path: &str) -> (Pdf, DocumentText) {
    let pdf = Pdf::read(std::fs::read(path).unwrap()).unwrap();
    let printed = DocumentText::of(&pdf);
    (pdf, printed)
}

fn labels(path: &str) -> Vec<String> {
    let (pdf, printed) = printed(path);
    let told = |label: &FieldLabel| {
        let name = pdf.fields()[label.field()].name();
        let or_none = |text: Option<&str>| text.unwrap_or("-").to_owned();
        format!("{name}: {} | {}", or_none(label.text()), or_none(label.heading()))
    };
    printed.field_labels().iter().map(told).collect()
}

#[test]
fn labels_above_their_fields() {
    insta::assert_snapshot!(labels("schemas/forms/lv.kase.x509/sample.pdf").join("\n"), @r"
    klients.nosaukums: Nosaukums | Klients
    klients.regnr: Reģistrācijas Nr. | Klients
    lietotajs.nosaukums: Lietotāja nosaukums | Lietotājs
    lietotajs.regnr: Reģistrācijas numurs | Lietotājs
    darbiba.apturet: Apturēt x509 sertifikāta darbību | Lietotājs
    darbiba.apturet_iemesls: Apturēšanas iemesls | Apturēt x509 sertifikāta darbību
    darbiba.partraukt: Pārtraukt tiešsaistes datu apmaiņas moduļa lietošanu | Lietotājs
    darbiba.izsniegt: Izsniegt jaunu x509 sertifikātu | Lietotājs
    pilnvarota.vards: Vārds | Izsniegt jaunu x509 sertifikātu
    pilnvarota.uzvards: Uzvārds | Izsniegt jaunu x509 sertifikātu
    pilnvarota.personas_kods: Personas kods | Izsniegt jaunu x509 sertifikātu
    pilnvarota.talrunis: Tālruņa numurs | Izsniegt jaunu x509 sertifikātu
    pilnvarota.epasts: E-pasta adrese | Izsniegt jaunu x509 sertifikātu
    parakstitajs.vards_uzvards: Vārds, uzvārds | Iestādes vadītājs/pilnvarotā persona, kura paraksta pieteikumu
    parakstitajs.paraksts: Paraksts | Iestādes vadītājs/pilnvarotā persona, kura paraksta pieteikumu
    parakstitajs.datums: Datums | Iestādes vadītājs/pilnvarotā persona, kura paraksta pieteikumu
    sagatavotajs.vards_uzvards: Vārds, uzvārds | Pieteikuma sagatavotājs
    sagatavotajs.talrunis: Tālruņa numurs | Pieteikuma sagatavotājs
    sagatavotajs.epasts: E-pasta adrese | Pieteikuma sagatavotājs
    ");
}

#[test]
fn labels_to_the_left() {
    insta::assert_snapshot!(labels("fixtures/forms/other-make.pdf").join("\n"), @r"
    form1.client_name: Nosaukums | 1. Klients
    form1.Text2: Reģistrācijas Nr. | 1. Klients
    form1.user.Text3: Lietotāja nosaukums | 2. Lietotājs
    form1.user.Text4: Reģistrācijas numurs | 2. Lietotājs
    form1.CB_1: 3. Apturēt x509 sertifikāta darbību | 2. Lietotājs
    form1.Reason: Apturēšanas iemesls | 3. Apturēt x509 sertifikāta darbību
    form1.CB_2: 4. Pārtraukt tiešsaistes datu apmaiņas moduļa lietošanu | 2. Lietotājs
    form1.CB_3: 5. Izsniegt jaunu x509 sertifikātu | 2. Lietotājs
    form1.person.first: Pilnvarotās personas vārds | 5. Izsniegt jaunu x509 sertifikātu
    form1.person.last: Uzvārds | 5. Izsniegt jaunu x509 sertifikātu
    form1.person.code: Personas kods | 5. Izsniegt jaunu x509 sertifikātu
    form1.person.phone: Tālruņa numurs | 5. Izsniegt jaunu x509 sertifikātu
    form1.person.mail: E-pasta adrese | 5. Izsniegt jaunu x509 sertifikātu
    form1.Text10: Vārds, uzvārds | 6. Iestādes vadītājs/pilnvarotā persona, kura paraksta pieteikumu
    Signature1: Paraksts | 6. Iestādes vadītājs/pilnvarotā persona, kura paraksta pieteikumu
    form1.prepared_by.Text12: Vārds, uzvārds | 7. Pieteikuma sagatavotājs
    form1.prepared_by.Text13: Tālruņa numurs | 7. Pieteikuma sagatavotājs
    form1.prepared_by.Text14: E-pasta adrese | 7. Pieteikuma sagatavotājs
    ");
}

#[test]
fn labels_of_boxes() {
    insta::assert_snapshot!(labels("fixtures/forms/unseen.pdf").join("\n"), @r"
    darbinieks: Vārds, uzvārds | Iesniegums par atvaļinājumu
    amats: Amats | Iesniegums par atvaļinājumu
    veids: ikgadējo apmaksāto atvaļinājumu | Lūdzu piešķirt
    veids: atvaļinājumu bez darba samaksas saglabāšanas | Lūdzu piešķirt
    veids: mācību atvaļinājumu | Lūdzu piešķirt
    no_datuma: No (dd.mm.gggg.) | Lūdzu piešķirt
    lidz_datumam: Līdz (dd.mm.gggg.) | Lūdzu piešķirt
    pamatojums: Pamatojums | Lūdzu piešķirt
    izmaksa_pirms: Atvaļinājuma naudu izmaksāt pirms atvaļinājuma | Lūdzu piešķirt
    ");
}
