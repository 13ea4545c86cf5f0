namespace Hub.Adapters.Fhir;

/// <summary>FHIR R4 over HTTP: a hospital's claims, questions and cancellations, and its own data back.</summary>
public static class FhirAdapter
{
    /// <summary>Name of the channel in the journal.</summary>
    public const string Channel = "fhir";

    /// <summary>Path under which everything is served.</summary>
    public const string BasePath = "/fhir";
}
