using Hub.Adapters.Fhir.Kernel;
using Hub.Adapters.Fhir.Wire;

namespace Hub.Adapters.Fhir.Translation;

/// <summary>
/// What a sender calls a message: the business identifier of the resource, <c>system|value</c>, under a kind. Whether it comes alone or in a
/// bundle makes no difference, so that a claim is settled once however it is sent.
/// </summary>
internal static class Identity
{
    private const int KeyCharactersMax = 120;

    public const string Claim = "Claim";
    public const string Predetermination = "Claim/predetermination";
    public const string Cancellation = "Claim/cancel";
    public const string Eligibility = "CoverageEligibilityRequest";

    public static string KindOf(FhirNode resource) => resource.Type switch
    {
        "Claim" when resource.Text("status") == "cancelled" => Cancellation,
        "Claim" => resource.Text("use") == "predetermination" ? Predetermination : Claim,
        _ => resource.Type,
    };

    /// <summary>The first identifier with system and value; null when there is none or it is too long to be kept.</summary>
    public static string? KeyOf(FhirNode resource) => KeyOf(resource.All("identifier"));

    public static string? KeyOf(IEnumerable<FhirNode> identifiers)
    {
        foreach (var identifier in identifiers)
        {
            if (identifier.Text("system") is { Length: > 0 } system && identifier.Text("value") is { Length: > 0 } value)
            {
                var key = system + "|" + value;
                return key.Length <= KeyCharactersMax && !key.Any(char.IsControl) ? key : null;
            }
        }

        return null;
    }

    /// <exception cref="FhirRefusedException">There is no identifier.</exception>
    public static string Require(FhirNode resource) => KeyOf(resource) ?? throw new FhirRefusedException(
        FhirErrorCodes.Required, resource.Type + ".identifier", "system and value, at most 120 characters together, name the message for ever");
}
