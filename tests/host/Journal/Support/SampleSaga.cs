using System.Text;
using System.Text.Json;
using Hub.Canonical;

namespace Hub.Journal.Tests.Support;

/// <summary>Settle something at the fake core.</summary>
public sealed record Buy(string Account, long Fen)
{
    /// <summary>Makes the handler throw.</summary>
    public bool Poison { get; init; }

    /// <summary>Posts an unbalanced transaction past the context's own check, by a row the database refuses.</summary>
    public string? SettlementId { get; init; }
}

/// <summary>Waits for a release.</summary>
public sealed record Later(int Number);

/// <summary>Lets the deferred ones come back.</summary>
public sealed record Open;

/// <summary>Bars an identity.</summary>
public sealed record Bar(string Kind, string Key);

/// <summary>Asks for a time-out.</summary>
public sealed record Alarm(int Seconds);

/// <summary>The time-out.</summary>
public sealed record Rang;

/// <summary>A local message.</summary>
public sealed record Tell(string ToCase);

/// <summary>What was told.</summary>
public sealed record Told(string From);

/// <summary>Gives the case another name.</summary>
public sealed record Nickname(string Name);

/// <summary>Any answer.</summary>
public sealed record Answer(string Text);

/// <summary>Data of the sample saga.</summary>
public sealed class SampleState
{
    public bool IsOpen { get; set; }
    public List<int> Order { get; set; } = [];
    public Dictionary<string, ReplyAddress> Waiting { get; set; } = [];
    public Dictionary<string, Buy> Bought { get; set; } = [];
    public int Late { get; set; }
    public int Unknown { get; set; }
    public int Rings { get; set; }
    public List<string> Heard { get; set; } = [];
}

/// <summary>A small saga that uses everything the context offers.</summary>
public sealed class SampleSaga : Saga<SampleState>
{
    public SampleSaga()
    {
        StartedBy<Buy>(OnBuy);
        StartedBy<Later>(OnLater);
        StartedBy<Open>(OnOpen);
        StartedBy<Bar>(OnBar);
        StartedBy<Alarm>((_, m, c) =>
        {
            c.RequestTimeout(TimeSpan.FromSeconds(m.Seconds), new Rang());
            c.Reply(new Answer("set"));
        });
        Handles<Rang>((s, _, _) => s.Rings++);
        StartedBy<Tell>((_, m, c) =>
        {
            c.SendLocal(m.ToCase, new Told(c.Case));
            c.Reply(new Answer("told"));
        });
        StartedBy<Told>((s, m, _) => s.Heard.Add(m.From));
        StartedBy<Nickname>((_, m, c) =>
        {
            c.Alias(m.Name);
            c.Reply(new Answer(c.Case));
        });
        Handles<CallOutcome>(OnOutcome);
    }

    public override string Name => "sample";

    private static void OnBuy(SampleState state, Buy message, ISagaContext context)
    {
        if (message.Poison)
        {
            state.Order.Add(-1); // half a change that must not survive
            throw new InvalidOperationException("poison");
        }

        var tag = context.Incoming!.Key;
        state.Waiting.Add(tag, context.Incoming);
        state.Bought.Add(tag, message);
        context.Send("core", message, tag);
    }

    private static void OnOutcome(SampleState state, CallOutcome outcome, ISagaContext context)
    {
        if (outcome.Late)
        {
            state.Late++;
            return;
        }

        if (outcome.Result == CallResult.Unknown)
        {
            state.Unknown++;
            if (state.Waiting.Remove(outcome.Tag, out var asker))
            {
                context.Reply(asker, new Answer("unknown"));
            }

            return;
        }

        var buy = state.Bought[outcome.Tag];
        state.Waiting.Remove(outcome.Tag, out var to);
        state.Bought.Remove(outcome.Tag);
        if (outcome.Result == CallResult.Done)
        {
            Book(context, buy, outcome);
        }

        context.Reply(to!, new Answer(outcome.Result.ToString() + ":" + outcome.RequestId));
    }

    private static void Book(ISagaContext context, Buy buy, CallOutcome outcome)
    {
        var id = buy.SettlementId ?? "S" + outcome.RequestId;
        context.Post(new LedgerTransaction
        {
            Key = "settle:" + id,
            Day = DateOnly.FromDateTime(context.Now.UtcDateTime),
            Postings =
            [
                new("institution:" + buy.Account + ":charges", new Money(-buy.Fen)), new("fund:310100:430100", new Money(buy.Fen - 2)),
                new("personal-accounts:430100", new Money(1)), new("institution:" + buy.Account + ":patient-cash", new Money(1)),
            ],
        });
        context.Record(new SettlementRecord
        {
            SettlementId = id, EncounterId = context.Case, Institution = buy.Account, MessageKey = outcome.Tag, Setting = default,
            PersonNumber = "P1", InsuranceType = "310", ClearingType = "11", SettlementAgency = "430100", SettledAt = context.Now.UtcDateTime,
            State = SettlementState.Settled, Total = new Money(buy.Fen), FundTotal = new Money(buy.Fen - 2), PersonalAccount = new Money(1),
            Cash = new Money(1), HospitalShare = Money.Zero,
        });
    }

    private static void OnLater(SampleState state, Later message, ISagaContext context)
    {
        if (!state.IsOpen)
        {
            context.Defer();
            return;
        }

        state.Order.Add(message.Number);
        context.Reply(new Answer("later " + message.Number));
    }

    private static void OnOpen(SampleState state, Open message, ISagaContext context)
    {
        state.IsOpen = true;
        context.ReleaseDeferred();
        context.Reply(new Answer("open"));
    }

    private static void OnBar(SampleState state, Bar message, ISagaContext context)
    {
        context.Forbid(message.Kind, message.Key, new Answer("barred"));
        context.Reply(new Answer("done"));
    }
}

/// <summary>JSON, and the time of the answer, so that a second encoding would show.</summary>
public sealed class SampleEncoder : IAnswerEncoder
{
    public string Channel => "test";

    public ReadOnlyMemory<byte> Encode(ReplyAddress to, object reply, DateTimeOffset answeredAt) =>
        Encoding.UTF8.GetBytes("{\"key\":" + JsonSerializer.Serialize(to.Key) + ",\"at\":\"" + answeredAt.ToString("O") + "\",\"text\":"
            + JsonSerializer.Serialize(((Answer)reply).Text) + "}");
}
