using Hub.Canonical.Messages;
using Hub.Journal;
using Hub.Routes.Settlement;
using static Hub.Routes.Tests.Samples;

namespace Hub.Routes.Tests.Settlement;

/// <summary>One visit that is claimed, and a core that answers what it is asked as the test goes along.</summary>
public sealed class ClaimDesk
{
    public ClaimDesk(SettlementOptions? options = null) =>
        Hub = new SagaHarness(new EncounterSaga(options ?? new SettlementOptions()), "visit:H43010000001:V1");

    public SagaHarness Hub { get; }

    public EncounterState State => Hub.State<EncounterState>();

    /// <summary>Short names of what was sent to the core.</summary>
    public string Path => string.Join(' ', Hub.Sent.Where(s => s.Destination == "core").Select(s => Name(s.Message)));

    /// <summary>Submits and returns the answer, if it came at once.</summary>
    public object? Submit(ICommand command) => Hub.Submit(command);

    /// <summary>Answers what is at the core until nothing is, or until what is asked is of this name.</summary>
    public ClaimDesk Answer(string until = "", string settlement = "S1")
    {
        while (State.Operation is { Stage: OperationStage.Calling } && Name(Hub.Last.Message) != until)
        {
            Hub.Done(Yes(Hub.Last.Message, settlement));
        }

        return this;
    }

    /// <summary>Submits and lets the core say yes to everything.</summary>
    public object? Through(ICommand command, string settlement = "S1")
    {
        Hub.Submit(command);
        Answer(settlement: settlement);
        return Hub.Answer(command.Origin.Key);
    }

    public T Sent<T>() => Hub.Sent.Select(s => s.Message).OfType<T>().Last();

    public static object Yes(object message, string settlement) => message switch
    {
        IdentifyPerson => Identified(),
        RegisterEncounter or AdmitPatient => Opened(),
        AddFeeLines => new FeeLinesPriced { Lines = [] },
        Canonical.Messages.Settle settle => Settled(settle.Trial ? "" : settlement, settle.Total.Fen),
        CancelSettlement => Settled(settlement + "R", 1000, sign: -1),
        _ => new Acknowledged(),
    };

    public static string Name(object message) => message switch
    {
        IdentifyPerson => "1101",
        RegisterEncounter => "2201",
        Canonical.Messages.CancelRegistration => "2202",
        RecordVisit => "2203",
        AddFeeLines => "add",
        RemoveFeeLines => "remove",
        Canonical.Messages.Settle { Trial: true } => "try",
        Canonical.Messages.Settle => "settle",
        CancelSettlement => "cancel",
        AdmitPatient => "2401",
        DischargePatient => "2402",
        AmendAdmission { Step: AdmissionStep.Change } => "2403",
        AmendAdmission { Step: AdmissionStep.CancelAdmission } => "2404",
        AmendAdmission => "2405",
        ReverseMessage => "2601",
        Inquire => "5203",
        _ => message.GetType().Name,
    };
}
