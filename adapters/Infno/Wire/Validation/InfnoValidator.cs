using Hub.Adapters.Infno.Profiles;
using Hub.Adapters.Infno.Wire.Envelope;
using Hub.Adapters.Infno.Wire.Schema;

namespace Hub.Adapters.Infno.Wire.Validation;

/// <summary>
/// Applies every rule of the tables and the profile and lists what is broken, in the order of <see cref="InfnoErrorCodes"/>
/// within each part. Pure; never throws for what the sender sent.
/// </summary>
public static class InfnoValidator
{
    /// <summary>
    /// Checks a request as a whole. <paramref name="beijingNow"/> is wall-clock time at UTC+8. An empty list, or one of
    /// warnings only, means the request may pass (<see cref="Refuses"/>).
    /// </summary>
    public static IReadOnlyList<Violation> Check(ReceivedRequest request, InfnoDocument input, InfnoProfile profile, DateTime beijingNow) =>
        [.. CheckEnvelope(request, profile, beijingNow), .. CheckInput(request, input, profile)];

    /// <summary>Checks only the business part, whose envelope was checked before.</summary>
    public static IReadOnlyList<Violation> CheckInput(ReceivedRequest request, InfnoDocument input, InfnoProfile profile)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(input);
        ArgumentNullException.ThrowIfNull(profile);
        var list = new ViolationList(profile, request.Envelope.Infno);
        FieldRules.Check(input, list);
        BetweenFields.Check(request.Envelope, input, list);
        AmountRules.Check(input, list);
        return list.Items;
    }

    /// <summary>Checks only the outer fields (before the business part is opened).</summary>
    public static IReadOnlyList<Violation> CheckEnvelope(ReceivedRequest request, InfnoProfile profile, DateTime beijingNow)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(profile);
        var list = new ViolationList(profile, request.Envelope.Infno);
        EnvelopeRules.Check(request, beijingNow, list);
        return list.Items;
    }

    /// <summary>Checks a business part alone: the <c>output</c> of the core, or an <c>input</c> we are about to send.</summary>
    public static IReadOnlyList<Violation> CheckBody(InfnoDocument body, InfnoProfile profile)
    {
        ArgumentNullException.ThrowIfNull(body);
        ArgumentNullException.ThrowIfNull(profile);
        var list = new ViolationList(profile, body.Table.Infno);
        FieldRules.Check(body, list);
        BetweenFields.Check(null, body, list);
        AmountRules.Check(body, list);
        return list.Items;
    }

    /// <summary>True when at least one violation refuses the message.</summary>
    public static bool Refuses(IReadOnlyList<Violation> violations)
    {
        ArgumentNullException.ThrowIfNull(violations);
        for (var i = 0; i < violations.Count; i++)
        {
            if (violations[i].Severity == Severity.Refuse)
            {
                return true;
            }
        }

        return false;
    }
}
