namespace Hub.Simulators.Bank.Faults;

/// <summary>One kind of misbehaviour and whom it strikes.</summary>
public sealed record BankFaultRule
{
    /// <summary>What happens.</summary>
    public required BankFaultKind Kind { get; init; }

    /// <summary>How many of a million payments or files are struck, 0–1,000,000. Default all. Which ones follows from seed, position and name alone.</summary>
    public int PerMillion { get; init; } = 1_000_000;

    /// <summary>Payments (serials) or files (names) that can be struck; empty = all.</summary>
    public IReadOnlySet<string> Only { get; init; } = new HashSet<string>();

    /// <summary>Kinds of the bank's files that can be struck: RET, STM, NTF; empty = all.</summary>
    public IReadOnlySet<string> Files { get; init; } = new HashSet<string>();

    /// <summary>Strikes of this rule altogether; the first ones in the order of the work. Default no limit.</summary>
    public int Max { get; init; } = int.MaxValue;

    /// <summary>For contradictions and inventions: how many lines. Default 1.</summary>
    public int Count { get; init; } = 1;

    /// <summary>For returns: days between booking and return; 0 = at the end of the same day. Default 1.</summary>
    public int AfterDays { get; init; } = 1;

    /// <summary>For growing files: pause between two slices. Default 200 ms.</summary>
    public TimeSpan Delay { get; init; } = TimeSpan.FromMilliseconds(200);

    /// <summary>For rejections and returns: the ISO reason code; empty = by the payment's serial. Default empty.</summary>
    public string Code { get; init; } = "";

    /// <summary>For huge files: length in bytes. Default 10 GiB.</summary>
    public long Bytes { get; init; } = 10L * 1024 * 1024 * 1024;
}

/// <summary>One injected fault, as the log lists it.</summary>
/// <param name="Kind">What happened.</param>
/// <param name="Subject">To which serial or file.</param>
/// <param name="Time">When, China's wall clock.</param>
public sealed record InjectedBankFault(BankFaultKind Kind, string Subject, DateTime Time);
