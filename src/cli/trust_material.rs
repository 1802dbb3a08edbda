//! Whom the user trusts: the files of `--trust`, `--lotl-signer` and `--list-signer`.

use std::path::{Path, PathBuf};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use chrono::{DateTime, Utc};
use serde::Deserialize;

use super::args::{RequireArg, ValidationArgs};
use super::failure::Failure;
use super::{files, settings};
use crate::pipeline::{RequiredSignature, SignatureValidation};
use crate::pki::Certificate;
use crate::trust::{AnchorRole, Anchors, ListSigners};

/// What `--trust` names, read: where each part is from, and what it is.
#[derive(Default)]
pub(super) struct TrustMaterial {
    pub(super) anchors: Anchors,
    pub(super) files: Vec<TrustedFile>,
}

/// A file of trust material.
pub(super) struct TrustedFile {
    pub(super) path: PathBuf,
    pub(super) kind: TrustedKind,
}

/// What a file of trust material is.
pub(super) enum TrustedKind {
    Certificates(AnchorRole, Vec<Certificate>),
    /// Its place among the lists of the anchors is that of its digest.
    List(crate::values::Sha256Digest),
}

const ROLES: [(&str, AnchorRole); 3] =
    [("ca", AnchorRole::Ca), ("tsa", AnchorRole::Tsa), ("ocsp", AnchorRole::Ocsp)];

/// More than any trust list has: the largest, of all states together, has some 10 MB.
const MOST_OCTETS: usize = 64 << 20;

/// Signatures are validated by these options, at `now` unless another time is named.
pub(super) fn validation(args: &ValidationArgs, now: DateTime<Utc>) -> Result<SignatureValidation, Failure> {
    let required = args.require.map(|required| match required {
        RequireArg::Intact => RequiredSignature::Intact,
        RequireArg::Valid => RequiredSignature::Valid,
        RequireArg::Qualified => RequiredSignature::Qualified,
    });
    let material = if args.trust.is_empty() {
        configured()?.unwrap_or_default()
    } else {
        read(&args.trust, &args.lotl_signer, &args.list_signer)?
    };
    if material.anchors.is_empty() && required.is_some_and(|required| required > RequiredSignature::Intact) {
        return Err(Failure::new(
            "bez uzticamības saraksta nevar pateikt, vai paraksts ir derīgs",
            "without a trust list it cannot be told whether a signature is valid",
        )
        .hint(
            "norādiet to ar --trust SARAKSTS.xml vai prasiet tikai --require intact",
            "name one with --trust LIST.xml, or ask for --require intact only",
        ));
    }
    let at = args.at.as_deref().map_or(Ok(now), time)?;
    Ok(SignatureValidation { anchors: material.anchors, at, required })
}

/// The set that the user's or the machine's configuration names, by paths from where that stands; what lies beside data
/// may not name one, or a folder that was received would bring its own anchors.
#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct Configuration {
    trust: Vec<String>,
    #[serde(default)]
    lotl_signer: Vec<PathBuf>,
    #[serde(default)]
    list_signer: Vec<PathBuf>,
}

/// Reads the trust material of the first configuration that is there.
pub(super) fn configured() -> Result<Option<TrustMaterial>, Failure> {
    let Some(path) = settings::trust_configurations().into_iter().find(|path| path.is_file()) else {
        return Ok(None);
    };
    let named: Configuration = toml::from_str(&files::text(&path)?).map_err(|error| {
        let shown = path.display();
        Failure::because(
            &format!("uzticamības konfigurāciju `{shown}` nevar nolasīt"),
            &format!("cannot read the trust configuration `{shown}`"),
            &error.message(),
        )
    })?;
    let folder = path.parent().unwrap_or(Path::new("."));
    let trust = named.trust.iter().map(|named| {
        let (role, path) = named
            .split_once('=')
            .filter(|(role, _)| ROLES.iter().any(|(known, _)| known == role))
            .map_or((String::new(), named.as_str()), |(role, path)| (format!("{role}="), path));
        format!("{role}{}", folder.join(path).display())
    });
    let beside = |paths: &[PathBuf]| paths.iter().map(|path| folder.join(path)).collect::<Vec<_>>();
    let trust: Vec<String> = trust.collect();
    read(&trust, &beside(&named.lotl_signer), &beside(&named.list_signer)).map(Some)
}

/// Reads trust material. Lists are verified before they count.
pub(super) fn read(
    trust: &[String],
    lotl_signers: &[PathBuf],
    list_signers: &[PathBuf],
) -> Result<TrustMaterial, Failure> {
    let signers =
        ListSigners { list_of_lists: certificates_of(lotl_signers)?, lists: certificates_of(list_signers)? };
    let mut material = TrustMaterial { anchors: Anchors::default(), files: Vec::new() };
    let mut lists: Vec<(PathBuf, Vec<u8>)> = Vec::new();
    for named in trust {
        let (role, path) = role_and_path(named);
        let octets = trusted_octets(&path)?;
        if role.is_none() && is_xml(&octets) {
            let digest = crate::values::Sha256Digest::of(&octets);
            material.files.push(TrustedFile { path: path.clone(), kind: TrustedKind::List(digest) });
            lists.push((path, octets));
            continue;
        }
        let role = role.unwrap_or(AnchorRole::Ca);
        let certificates = certificates_in(&octets).ok_or_else(|| no_certificate(&path))?;
        for certificate in &certificates {
            material.anchors.add_certificate(certificate.clone(), role);
        }
        material.files.push(TrustedFile { path, kind: TrustedKind::Certificates(role, certificates) });
    }
    let octets: Vec<&[u8]> = lists.iter().map(|(_, octets)| octets.as_slice()).collect();
    material.anchors.add_lists(&octets, &signers).map_err(|(place, fault)| {
        let shown = lists.get(place).map(|(path, _)| path.display().to_string()).unwrap_or_default();
        Failure::because(
            &format!("uzticamības sarakstam `{shown}` nevar uzticēties"),
            &format!("the trust list `{shown}` is not to be believed"),
            &fault,
        )
        .hint(
            "saraksta parakstītāju nosaka --lotl-signer (ja ir arī sarakstu saraksts) vai --list-signer",
            "who may sign it is named by --lotl-signer (with the list of lists), or by --list-signer",
        )
    })?;
    Ok(material)
}

/// `ca=FILE`, `tsa=FILE`, `ocsp=FILE`, or a file alone.
fn role_and_path(named: &str) -> (Option<AnchorRole>, PathBuf) {
    let found =
        ROLES.iter().find_map(|(name, role)| Some((*role, named.strip_prefix(name)?.strip_prefix('=')?)));
    found.map_or_else(|| (None, PathBuf::from(named)), |(role, path)| (Some(role), PathBuf::from(path)))
}

fn certificates_of(paths: &[PathBuf]) -> Result<Vec<Certificate>, Failure> {
    let mut all = Vec::new();
    for path in paths {
        all.extend(certificates_in(&trusted_octets(path)?).ok_or_else(|| no_certificate(path))?);
    }
    Ok(all)
}

fn trusted_octets(path: &Path) -> Result<Vec<u8>, Failure> {
    files::read_up_to(path, MOST_OCTETS)?.ok_or_else(|| {
        let shown = path.display();
        Failure::new(
            format!("datne `{shown}` ir par lielu uzticamības sarakstam"),
            format!("`{shown}` is too large for a trust list"),
        )
    })
}

fn no_certificate(path: &Path) -> Failure {
    let shown = path.display();
    Failure::new(
        format!("datnē `{shown}` nav ne sertifikāta (PEM, DER), ne uzticamības saraksta (TS 119 612)"),
        format!("`{shown}` is neither a certificate (PEM, DER) nor a trust list (TS 119 612)"),
    )
}

fn is_xml(octets: &[u8]) -> bool {
    let text = octets.strip_prefix(b"\xef\xbb\xbf").unwrap_or(octets);
    text.trim_ascii_start().starts_with(b"<")
}

/// The certificates of a file, in PEM (RFC 7468) or one in DER; `None` where there is none, or one cannot be read.
fn certificates_in(octets: &[u8]) -> Option<Vec<Certificate>> {
    const BEGIN: &str = "-----BEGIN CERTIFICATE-----";
    let Some(text) = std::str::from_utf8(octets).ok().filter(|text| text.contains(BEGIN)) else {
        return Some(vec![Certificate::read(octets).ok()?]);
    };
    let each = text.split(BEGIN).skip(1).map(|part| {
        let base64: String = part.split_once("-----END CERTIFICATE-----")?.0.split_whitespace().collect();
        Certificate::read(&STANDARD.decode(base64).ok()?).ok()
    });
    each.collect()
}

fn time(text: &str) -> Result<DateTime<Utc>, Failure> {
    DateTime::parse_from_rfc3339(text).map(|time| time.to_utc()).map_err(|_| {
        Failure::new(format!("`{text}` nav laiks"), format!("`{text}` is not a time")).hint(
            "rakstiet, piemēram, --at 2026-11-22T12:00:00Z",
            "write, for example, --at 2026-11-22T12:00:00Z",
        )
    })
}
