using Hub.Canonical;

namespace Hub.Adapters.Fhir.Translation;

/// <summary>The URIs of our guide (docs/fhir): systems of identifiers and codes, and extensions. Wire contract: never renamed.</summary>
internal static class Names
{
    /// <summary>Identifier systems.</summary>
    public static readonly string Institution = CodeSystems.Nhsa("fixmedins_code");
    public static readonly string Practitioner = CodeSystems.Nhsa("dr_codg");
    public static readonly string Visit = CodeSystems.Nhsa("ipt_otp_no");
    public static readonly string PersonNumber = CodeSystems.Nhsa("psn_no");
    public static readonly string ResidentId = CodeSystems.Nhsa("certno");
    public static readonly string ElectronicCredential = CodeSystems.Nhsa("ecToken");
    public static readonly string Card = CodeSystems.Nhsa("card_no");
    public static readonly string CardSerial = CodeSystems.Nhsa("card_sn");
    public static readonly string SettlementId = CodeSystems.Nhsa("setl_id");
    public static readonly string EncounterId = CodeSystems.Nhsa("mdtrt_id");

    /// <summary>Code systems.</summary>
    public static readonly string InsuranceType = CodeSystems.Nhsa("insutype");
    public static readonly string MedicalCategory = CodeSystems.Nhsa("med_type");
    public static readonly string DiagnosisType = CodeSystems.Nhsa("diag_type");
    public static readonly string Department = CodeSystems.Nhsa("dept_code");
    public static readonly string CatalogueCode = CodeSystems.Nhsa("med_list_codg");
    public static readonly string InstitutionItem = CodeSystems.Nhsa("medins_list_codg");

    /// <summary>Amounts of a settlement, named as the national interface names them.</summary>
    public static readonly string Amount = CodeSystems.Nhsa("setlinfo");

    /// <summary>Extensions.</summary>
    public const string LineNumber = "urn:hub:fhir:feedetl_sn";
    public const string UsePersonalAccount = "urn:hub:fhir:acct_used_flag";
    public const string Receipt = "urn:hub:fhir:receipt";

    public const string ClaimTypes = "http://terminology.hl7.org/CodeSystem/claim-type";
    public const string Adjudications = "http://terminology.hl7.org/CodeSystem/adjudication";
}
