using Hub.Canonical;
using Hub.Canonical.Messages;
using Hub.Journal;
using Hub.Routes.Settlement;
using static Hub.Routes.Tests.Samples;

namespace Hub.Routes.Tests.Settlement;

/// <summary>
/// One visit whose hospital claims, tries, claims again under new ids with the same or other amounts, cancels and reverses in any
/// order, while the core refuses, loses and delays every kind of step. The seed decides everything. At the end the line is mended.
/// </summary>
public sealed class ClaimWalk
{
    private readonly Random random;
    private readonly int seed;
    private readonly bool inpatient;
    private readonly List<long> handled = [];
    private readonly List<(long Id, CallResult Result, object? Reply)> delayed = [];
    private readonly List<SubmitClaim> claims = [];

    public ClaimWalk(int seed, EncounterSaga saga)
    {
        this.seed = seed;
        random = new Random(seed);
        inpatient = random.Next(2) == 0;
        Hub = new SagaHarness(saga, "claims-" + seed);
    }

    public SagaHarness Hub { get; }

    public CoreModel Core { get; } = new();

    /// <summary>The most settlements that were live in the hub's book at any time.</summary>
    public int LiveMost { get; private set; }

    private long[] Open => [.. Hub.Sent.Select(s => s.Id).Except(handled)];

    public void Step()
    {
        switch (random.Next(10))
        {
            case < 3:
                Command();
                break;
            case < 8 when Open.Length > 0:
                Answer(honest: false);
                break;
            case 8 when delayed.Count > 0:
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

    public void Finish()
    {
        for (var i = 0; Open.Length + delayed.Count + Hub.Timeouts.Count > 0; i++)
        {
            Assert.True(i < 5_000, "the visit does not come to rest");
            if (Open.Length > 0)
            {
                Answer(honest: true);
            }
            else if (delayed.Count > 0)
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

    private void Command()
    {
        switch (random.Next(10))
        {
            case < 6:
                claims.Add(NewClaim());
                Hub.Submit(claims[^1]);
                break;
            case < 8 when claims.Count > 0:
                Hub.Submit(Reverse(claims[random.Next(claims.Count)]) with { Origin = Key("Task"), PersonNumber = "" });
                break;
            case 8 when Hub.Book.Count > 0:
                Hub.Submit(Cancel("") with { Origin = Key("Claim"), EncounterId = "", PersonNumber = "" });
                break;
            default:
                break;
        }
    }

    private SubmitClaim NewClaim()
    {
        var lines = new[] { Line("1", 6000, null), Line("2", random.Next(4) == 0 ? 4100 : 4000, null) };
        var claim = inpatient ? Stay(lines) : Claim(lines);
        return claim with { Origin = Key("Claim"), Trial = random.Next(5) == 0, Diagnoses = [Diagnosis(random.Next(5) == 0 ? "J18.900" : "J06.900")] };
    }

    private Origin Key(string kind) => VisitOrigin(kind, $"C{seed}-{Hub.Submitted.Count}");

    private void Answer(bool honest)
    {
        var id = honest ? Open[0] : Open[random.Next(Open.Length)];
        var (_, _, message, tag) = Hub.Sent.Find(s => s.Id == id);
        var mayRefuse = !honest && tag != "follow-up" && message is not Inquire;
        handled.Add(id);
        switch (honest ? 0 : random.Next(100))
        {
            case < 62:
                var (result, reply) = Execute(id, message);
                Hub.Outcome(id, result, reply);
                break;
            case < 72 when mayRefuse:
                Hub.Outcome(id, CallResult.Refused, new Refused("CORE", "no", Fault.Core));
                break;
            case < 78:
                Hub.Outcome(id, CallResult.NotSent);
                break;
            case < 88:
                var done = Execute(id, message);
                delayed.Add((id, done.Result, done.Reply));
                Hub.Outcome(id, CallResult.Unknown);
                break;
            case < 94:
                Execute(id, message);
                Hub.Outcome(id, CallResult.Unknown);
                break;
            default:
                Hub.Outcome(id, CallResult.Unknown);
                break;
        }
    }

    private (CallResult Result, object Reply) Execute(long id, object message) => message switch
    {
        IdentifyPerson => (CallResult.Done, Identified()),
        AdmitPatient => (CallResult.Done, Opened()),
        Canonical.Messages.Settle { Trial: true } trial => (CallResult.Done, Settled("", trial.Total.Fen)),
        _ => Core.Execute(id, message, false),
    };

    private void Late()
    {
        var (id, result, reply) = delayed[random.Next(delayed.Count)];
        delayed.RemoveAll(d => d.Id == id);
        Hub.Outcome(id, result, reply, late: true);
    }

    private void Check()
    {
        var asked = Hub.Sent.Select(s => s.Message).OfType<Canonical.Messages.Settle>().Where(s => !s.Trial).Select(s => s.Origin.Key).ToList();
        Assert.Equal(asked.Count, asked.Distinct().Count());
        Assert.True(Open.Count(id => Hub.Sent.Find(s => s.Id == id).Tag is "call" or "reversal") <= 1, "two steps at once");
        var state = Hub.State<EncounterState>();
        Assert.True(state.Plan is null || state.Operation is not null, "a plan at work does nothing");
        LiveMost = Math.Max(LiveMost, Hub.Book.Values.Count(r => r is { State: SettlementState.Settled, CancelsSettlementId: null }));
    }
}
