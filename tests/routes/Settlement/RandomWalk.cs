using System.Text.Json;
using Hub.Canonical;
using Hub.Canonical.Messages;
using Hub.Journal;
using Hub.Routes.Settlement;
using static Hub.Routes.Tests.Samples;

namespace Hub.Routes.Tests.Settlement;

/// <summary>
/// One encounter, a clerk who does anything in any order, a core that loses, delays, doubles and refuses. The seed decides
/// everything. At the end the line is mended and everything due is delivered.
/// </summary>
public sealed class RandomWalk
{
    private static readonly AttemptState[] Final =
        [AttemptState.Refused, AttemptState.Reversed, AttemptState.Cancelled, AttemptState.CancelledByCore];

    private readonly Random random;
    private readonly CoreModel core = new();
    private readonly List<long> handled = [];
    private readonly List<(long Id, bool Executes)> late = [];
    private readonly List<(long Id, CallResult Result, object? Reply)> delayed = [];
    private readonly List<Settle> settles = [];
    private readonly Dictionary<int, AttemptState> final = [];
    private readonly int seed;
    private int lines;

    public RandomWalk(int seed, ISaga saga)
    {
        this.seed = seed;
        random = new Random(seed);
        Hub = new SagaHarness(saga, "walk-" + seed);
        Hub.Submit(Register() with { Origin = Key("2201") });
        Answer(honest: true);
        for (var i = 1; i <= 3; i++)
        {
            AddLine("B" + i);
            Answer(honest: true);
        }
    }

    public SagaHarness Hub { get; }

    public CoreModel Core => core;

    private EncounterState State => Hub.State<EncounterState>();

    private long[] Open => [.. Hub.Sent.Select(s => s.Id).Except(handled)];

    /// <summary>One event.</summary>
    public void Step()
    {
        switch (random.Next(10))
        {
            case < 3:
                Command();
                break;
            case < 7 when Open.Length > 0:
                Answer(honest: false);
                break;
            case 7 when late.Count + delayed.Count > 0:
                Late();
                break;
            default:
                if (Hub.Timeouts.Count > 0)
                {
                    Hub.Tick();
                }

                break;
        }

        Check();
    }

    /// <summary>The line is mended: everything outstanding comes to its end.</summary>
    public void Finish()
    {
        for (var i = 0; Open.Length + late.Count + delayed.Count + Hub.Timeouts.Count > 0; i++)
        {
            Assert.True(i < 5_000, "the encounter does not come to rest");
            if (Open.Length > 0)
            {
                Answer(honest: true);
            }
            else if (late.Count + delayed.Count > 0)
            {
                Late();
            }
            else
            {
                Hub.Tick();
            }

            Check();
        }
    }

    public string StateText() => JsonSerializer.Serialize(State);

    private Origin Key(string kind) => Origin(kind, $"K{seed}-{Hub.Submitted.Count}");

    private void AddLine(string batch) =>
        Hub.Submit(Add(Line("L" + ++lines, 1000 * lines, batch)) with { Origin = Key("2204") });

    private void Command()
    {
        var batch = "B" + random.Next(1, 4);
        switch (random.Next(12))
        {
            case < 5:
                var fen = State.Batches.Where(b => b.Batch == batch && b.SettledBy is null).SelectMany(b => b.Fens).Sum();
                settles.Add(Settle(fen, batch) with { Origin = Key("2207") });
                Hub.Submit(settles[^1]);
                break;
            case < 7 when core.Settlements.Count > 0:
                Hub.Submit(Cancel(Pick(core.Settlements).Id) with { Origin = Key("2208") });
                break;
            case < 9 when settles.Count > 0:
                Hub.Submit(Reverse(Pick(settles)) with { Origin = Key("2601") });
                break;
            case 9 when core.Settlements.FindLast(s => s.Live) is { } held:
                held.Live = false;
                Push(held.Id);
                break;
            case 10:
                Hub.Submit(Remove(batch) with { Origin = Key("2205") });
                break;
            default:
                AddLine(batch);
                break;
        }
    }

    private void Push(string id)
    {
        for (var i = random.Next(1, 3); i > 0; i--)
        {
            Hub.Submit(CoreCancels(id) with { Origin = Key("2208") with { Partner = "core" } });
        }
    }

    private void Answer(bool honest)
    {
        var id = honest ? Open[0] : Pick(Open);
        var (_, _, message, tag) = Hub.Sent.Find(s => s.Id == id);

        // A core that refuses the extra reversal leaves a difference to a person, by design: not walked here.
        var mayRefuse = !honest && tag != "follow-up" && message is not Inquire;
        handled.Add(id);
        switch (honest ? 0 : random.Next(100))
        {
            case < 55:
                var (result, reply) = core.Execute(id, message, mayRefuse && random.Next(10) == 0);
                Hub.Outcome(id, result, reply);
                if (random.Next(10) == 0)
                {
                    Hub.Outcome(id, result, reply, late: true);
                }

                break;
            case < 63 when mayRefuse:
                Hub.Outcome(id, CallResult.Refused, new Refused("CORE", "no", Fault.Core));
                break;
            case < 70:
                Hub.Outcome(id, CallResult.NotSent);
                break;
            case < 80:
                var done = core.Execute(id, message, false);
                delayed.Add((id, done.Result, done.Reply));
                Hub.Outcome(id, CallResult.Unknown);
                break;
            case < 88 when message is Canonical.Messages.Settle or CancelSettlement:
                late.Add((id, true));
                Hub.Outcome(id, CallResult.Unknown);
                break;
            case < 94:
                core.Execute(id, message, false);
                Hub.Outcome(id, CallResult.Unknown);
                break;
            default:
                Hub.Outcome(id, CallResult.Unknown);
                break;
        }
    }

    /// <summary>An answer that was slow, or a request that was slow and is only now executed.</summary>
    private void Late()
    {
        if (delayed.Count > 0 && (late.Count == 0 || random.Next(2) == 0))
        {
            var (id, result, reply) = Take(delayed);
            Hub.Outcome(id, result, reply, late: true);
            return;
        }

        var (slow, _) = Take(late);
        var answer = core.Execute(slow, Hub.Sent.Find(s => s.Id == slow).Message, false);
        Hub.Outcome(slow, answer.Result, answer.Reply, late: true);
    }

    private void Check()
    {
        var settleCalls = Hub.Sent.Where(s => s.Message is Canonical.Messages.Settle).Select(s => ((Canonical.Messages.Settle)s.Message).Origin.Key).ToList();
        Assert.Equal(settleCalls.Count, settleCalls.Distinct().Count());
        Assert.True(Open.Count(id => Hub.Sent.Find(s => s.Id == id) is { Tag: "call" or "reversal" }) <= 1, "two steps at once");
        foreach (var attempt in State.Attempts)
        {
            if (final.TryGetValue(attempt.Number, out var ended))
            {
                Assert.Equal(ended, attempt.State);
            }
            else if (Final.Contains(attempt.State))
            {
                final.Add(attempt.Number, attempt.State);
            }
        }
    }

    private T Pick<T>(IReadOnlyList<T> items) => items[random.Next(items.Count)];

    private T Take<T>(List<T> items)
    {
        var item = Pick(items);
        items.Remove(item);
        return item;
    }
}
