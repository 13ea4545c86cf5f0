using Hub.Simulators.Wire;

namespace Hub.Simulators.Bank.Faults;

/// <summary>The rules in force, who was struck, and how often. Thread-safe.</summary>
public sealed class BankFaultPlan(TimeProvider clock)
{
    /// <summary>Faults kept in the list; counts go on beyond it.</summary>
    public const int LogMax = 200_000;

    private readonly Lock _gate = new();
    private readonly SortedDictionary<BankFaultKind, long> _counts = [];
    private readonly List<InjectedBankFault> _log = [];
    private int[] _strikes = [];

    /// <summary>Seed in force.</summary>
    public long Seed { get; private set; }

    /// <summary>Rules in force, in the order in which they are tried.</summary>
    public IReadOnlyList<BankFaultRule> Rules { get; private set; } = [];

    /// <summary>Faults injected so far, by kind.</summary>
    public IReadOnlyDictionary<BankFaultKind, long> Counts => Copy(() => new SortedDictionary<BankFaultKind, long>(_counts));

    /// <summary>The injected faults, oldest first, at most <see cref="LogMax"/>.</summary>
    public IReadOnlyList<InjectedBankFault> Log => Copy(() => _log.ToArray());

    /// <summary>Replaces the rules; counts and log stay.</summary>
    public void Use(long seed, params IReadOnlyList<BankFaultRule> rules)
    {
        lock (_gate)
        {
            Seed = seed;
            Rules = [.. rules];
            _strikes = new int[rules.Count];
        }
    }

    /// <summary>Forgets rules, counts and log.</summary>
    public void Clear()
    {
        Use(0);
        lock (_gate)
        {
            _counts.Clear();
            _log.Clear();
        }
    }

    /// <summary>True when the rule at this position chooses the payment or file: a pure function of seed, position, rule and name.</summary>
    public static bool Chooses(long seed, int position, BankFaultRule rule, string subject)
        => (rule.Only.Count == 0 || rule.Only.Contains(subject))
            && StableHash.Strikes(StableHash.Of(seed + (position * 1_000_003L), subject), rule.PerMillion);

    /// <summary>The first rule of this kind that strikes the payment or file now, or null. Counts it.</summary>
    internal BankFaultRule? Strike(BankFaultKind kind, string subject, string file = "", Func<BankFaultRule, bool>? applies = null)
    {
        lock (_gate)
        {
            for (int i = 0; i < Rules.Count; i++)
            {
                BankFaultRule rule = Rules[i];
                if (rule.Kind == kind && _strikes[i] < rule.Max && (rule.Files.Count == 0 || file.Length == 0 || rule.Files.Contains(file))
                    && Chooses(Seed, i, rule, subject) && applies?.Invoke(rule) != false)
                {
                    _strikes[i]++;
                    NoteLocked(kind, subject);
                    return rule;
                }
            }
            return null;
        }
    }

    /// <summary>Writes a fault into the log that no <see cref="Strike"/> found.</summary>
    internal void Note(BankFaultKind kind, string subject)
    {
        lock (_gate)
        {
            NoteLocked(kind, subject);
        }
    }

    private void NoteLocked(BankFaultKind kind, string subject)
    {
        _counts[kind] = _counts.GetValueOrDefault(kind) + 1;
        if (_log.Count < LogMax)
        {
            _log.Add(new InjectedBankFault(kind, subject, ChinaTime.Now(clock)));
        }
    }

    private T Copy<T>(Func<T> copy)
    {
        lock (_gate)
        {
            return copy();
        }
    }
}
