using System.Globalization;
using Hub.Canonical.Messages;
using Hub.Journal;

namespace Hub.Routes.SigningIn;

/// <summary>An operator's day at an institution (9001, 9002): kept by the hub alone, the core is not asked.</summary>
public sealed class SignInSaga : Saga<SignInState>
{
    public SignInSaga()
    {
        StartedBy<SignIn>(In);
        StartedBy<SignOut>(Out);
    }

    public override string Name => "operators-day";

    private static void In(SignInState state, SignIn command, ISagaContext context)
    {
        // One sign-in per operator and day: signing in again gives the same number, after a sign-out a new one.
        if (state.Number is null || state.SignedOutAt is not null)
        {
            state.SignedInAt = TreatmentClock.LocalTime(context.Now);
            state.SignedOutAt = null;
            state.Number = state.SignedInAt.ToString("yyyyMMdd", CultureInfo.InvariantCulture)
                + context.Incoming!.MessageId.ToString("D12", CultureInfo.InvariantCulture);
        }

        context.Reply(new SignedIn(state.Number, state.SignedInAt));
    }

    private static void Out(SignInState state, SignOut command, ISagaContext context)
    {
        if (state.Number is null)
        {
            context.Reply(SignInErrorCodes.NotSignedIn.With());
        }
        else if (state.Number != command.SignInNumber)
        {
            context.Reply(SignInErrorCodes.OtherNumber.With());
        }
        else
        {
            state.SignedOutAt ??= TreatmentClock.LocalTime(context.Now);
            context.Reply(new SignedOut(state.SignedOutAt.Value));
        }
    }
}
