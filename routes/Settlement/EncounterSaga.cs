using Hub.Canonical.Messages;
using Hub.Journal;
using Hub.Routes.Prescription;
using Hub.Routes.Reversal;

namespace Hub.Routes.Settlement;

/// <summary>
/// One encounter from registration to the settlement list, and the undoing of each step. One step at a time: while the
/// core has not answered, whatever else arrives for the encounter is put aside. Steps and extensions: README.md.
/// </summary>
public sealed class EncounterSaga : Saga<EncounterState>
{
    private readonly SettlementOptions options;

    public EncounterSaga(SettlementOptions options)
    {
        this.options = options;

        // Opening, and what follows. An encounter that the hub has not seen being opened starts with any of them.
        Ordered<RegisterEncounter>(Openings.Register);
        Ordered<AdmitPatient>(Openings.Admit);
        Ordered<RecordVisit>(Steps.RecordVisit);
        Ordered<AddFeeLines>(FeeLines.Add);
        Ordered<RemoveFeeLines>(FeeLines.Remove);
        Ordered<Settle>(Settlements.Ask);
        Ordered<SubmitClaim>(ClaimPlans.Claim);
        Ordered<DischargePatient>(Steps.Discharge);
        Ordered<AmendAdmission>(Steps.Amend);
        Ordered<SubmitSettlementList>(Steps.SubmitList);
        Ordered<CancelSettlement>(Cancellation.Ask);
        Ordered<CancelRegistration>(Steps.CancelRegistration);

        // The core's own word needs no permission of the institution, but its turn.
        StartedBy<SettlementCancelledByCore>((state, message, context) =>
        {
            if (state.Operation is not null)
            {
                context.Defer();
                return;
            }

            CoreCancellation.Handle(Step(state, context), message);
            Prescriptions.Release(state, context);
        });

        // A reversal may join the very step that is at work, so it decides itself whether to wait.
        StartedBy<ReverseMessage>((state, message, context) => MessageReversal.Ask(Step(state, context), message));

        // Answers of the cases of prescriptions.
        Heard<PrescriptionReserved>(Prescriptions.Reserved);
        Heard<PrescriptionTaken>(Prescriptions.Taken);

        Heard<CallOutcome>(Outcomes.Handle);
        Heard<ResolutionDue>(Resolution.Due);
        Heard<FollowUpDue>(FollowUps.Due);
    }

    public override string Name => "encounter";

    private EncounterStep Step(EncounterState state, ISagaContext context) => new(state, context, options);

    private void Heard<TMessage>(Action<EncounterStep, TMessage> handler)
        where TMessage : class => Handles<TMessage>((state, message, context) =>
        {
            handler(Step(state, context), message);
            Prescriptions.Release(state, context);
        });

    private void Ordered<TCommand>(Action<EncounterStep, TCommand> handler)
        where TCommand : class, ICommand => StartedBy<TCommand>((state, command, context) =>
        {
            if (state.Operation is not null)
            {
                context.Defer();
                return;
            }

            var step = Step(state, context);
            if (state.Institution is { } institution && institution != command.Origin.Institution)
            {
                step.Refuse(SettlementErrorCodes.OtherInstitution);
            }
            else if (state.Phase == EncounterPhase.Closed && !Visits.Reopens(state, command))
            {
                step.Refuse(SettlementErrorCodes.EncounterClosed);
            }
            else if (Visits.Complete(step, command) is { } complete)
            {
                handler(step, complete);
                Prescriptions.Release(state, context);
            }
        });
}
