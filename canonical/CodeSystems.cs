namespace Hub.Canonical;

/// <summary>URIs of the code systems (FHIR Coding.system). National tables have no official URI; ours are stable names.</summary>
public static class CodeSystems
{
    private const string National = "urn:hub:nhsa:";

    /// <summary>A table of the national interface by the name of its field, for example <c>insutype</c>.</summary>
    public static string Nhsa(string field) => National + field;

    /// <summary>Administrative divisions, GB/T 2260, 6 digits.</summary>
    public const string Divisions = "urn:oid:2.16.156.10011.2.1.1.1";

    /// <summary>Sex, GB/T 2261.1.</summary>
    public const string Gender = "urn:hub:gbt:2261.1";

    /// <summary>National insurance version of ICD-10.</summary>
    public const string Diagnoses = "urn:hub:nhsa:icd10";

    /// <summary>National insurance version of ICD-9-CM-3.</summary>
    public const string Procedures = "urn:hub:nhsa:icd9cm3";
}
