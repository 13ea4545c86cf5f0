namespace Hub.Adapters.Infno.Wire;

/// <summary>The defined refusal: bytes that cannot be read as the interface says. Its text holds the code, never data.</summary>
public sealed class WireRefusedException : Exception
{
    /// <param name="violation">The broken rule.</param>
    public WireRefusedException(Violation violation)
        : base(violation.Code) => Violation = violation;

    /// <summary>The broken rule.</summary>
    public Violation Violation { get; }
}
