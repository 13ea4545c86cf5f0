using System.Collections.Concurrent;
using Hub.Simulators.Core.Wire;
using Hub.Simulators.Wire;

namespace Hub.Simulators.Core.Faults;

/// <summary>The rules in force, who was struck, and how often. Thread-safe.</summary>
public sealed class FaultPlan(TimeProvider clock)
{
    /// <summary>Faults kept in the list; counts go on beyond it.</summary>
    public const int LogMax = 200_000;

    private readonly ConcurrentDictionary<(int Rule, string MsgId), int> _struck = new();
    private readonly ConcurrentDictionary<FaultKind, long> _counts = new();
    private readonly ConcurrentQueue<InjectedFault> _log = new();
    private volatile Plan _plan = new(0, []);

    /// <summary>Seed in force.</summary>
    public long Seed => _plan.Seed;

    /// <summary>Rules in force, in the order in which they are tried.</summary>
    public IReadOnlyList<FaultRule> Rules => _plan.Rules;

    /// <summary>Faults injected so far, by kind.</summary>
    public IReadOnlyDictionary<FaultKind, long> Counts => _counts;

    /// <summary>The injected faults, oldest first, at most <see cref="LogMax"/>.</summary>
    public IReadOnlyCollection<InjectedFault> Log => _log;

    /// <summary>Replaces the rules; counts and log stay.</summary>
    public void Use(long seed, IReadOnlyList<FaultRule> rules)
    {
        _struck.Clear();
        _plan = new Plan(seed, [.. rules]);
    }

    /// <summary>Forgets rules, counts and log.</summary>
    public void Clear()
    {
        Use(0, []);
        _counts.Clear();
        _log.Clear();
    }

    /// <summary>The first rule that strikes this message now, or null. Counts it, except contradictions (see <see cref="Count"/>).</summary>
    internal FaultRule? Strike(CoreRequest request)
    {
        Plan plan = _plan;
        for (int i = 0; i < plan.Rules.Count; i++)
        {
            FaultRule rule = plan.Rules[i];
            if (!Chooses(plan.Seed, i, rule, request.InfNo, request.MsgId))
            {
                continue;
            }
            if (rule.Kind == FaultKind.ContradictingAnswer)
            {
                return rule;
            }
            if (_struck.AddOrUpdate((i, request.MsgId), 1, (_, count) => count + 1) <= rule.PerMessageMax)
            {
                Count(rule.Kind, request);
                return rule;
            }
        }
        return null;
    }

    /// <summary>True when the rule at this position strikes the message: a pure function of seed, position, rule and msgid.</summary>
    public static bool Chooses(long seed, int position, FaultRule rule, string infNo, string msgId)
        => (rule.InfNos.Count == 0 || rule.InfNos.Contains(infNo))
            && StableHash.Strikes(StableHash.Of(seed + (position * 1_000_003L), msgId), rule.PerMillion);

    internal void Count(FaultKind kind, CoreRequest request)
    {
        _counts.AddOrUpdate(kind, 1, (_, count) => count + 1);
        if (_log.Count < LogMax)
        {
            _log.Enqueue(new InjectedFault(kind, request.InfNo, request.MsgId, request.Institution, ChinaTime.Now(clock)));
        }
    }

    private sealed record Plan(long Seed, IReadOnlyList<FaultRule> Rules);
}
