namespace Hub.Simulators.Core.Faults;

/// <summary>One kind of misbehaviour and whom it strikes.</summary>
public sealed record FaultRule
{
    /// <summary>What happens.</summary>
    public required FaultKind Kind { get; init; }

    /// <summary>How many of a million messages are struck, 0–1,000,000. Which ones follows from seed and msgid alone.</summary>
    public required int PerMillion { get; init; }

    /// <summary>Transactions that can be struck; empty = all.</summary>
    public IReadOnlySet<string> InfNos { get; init; } = new HashSet<string>();

    /// <summary>The delay of late, silent and down faults. Default 3 s.</summary>
    public TimeSpan Delay { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>How often one message may be struck when it is sent again. Default 1. Contradictions are not counted.</summary>
    public int PerMessageMax { get; init; } = 1;

    /// <summary>For spoilt answers (HTTP errors, HTML, garbage, truncation): whether the work was done. Default true.</summary>
    public bool Booked { get; init; } = true;
}

/// <summary>One injected fault, as the log lists it.</summary>
/// <param name="Kind">What happened.</param>
/// <param name="InfNo">To which transaction.</param>
/// <param name="MsgId">To which message.</param>
/// <param name="Institution">Whose.</param>
/// <param name="Time">When, China's wall clock.</param>
public sealed record InjectedFault(FaultKind Kind, string InfNo, string MsgId, string Institution, DateTime Time);
