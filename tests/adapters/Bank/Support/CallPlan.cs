using Hub.Adapters.Sftp;

namespace Hub.Adapters.Bank.Tests.Support;

/// <summary>What goes wrong at the call that is to fail.</summary>
internal enum Mishap
{
    /// <summary>The connection is lost before the request had its effect.</summary>
    Before,

    /// <summary>The connection is lost after the effect; the answer is missing.</summary>
    After,

    /// <summary>As After, but a transfer got only half-way.</summary>
    HalfWay,
}

/// <summary>Counts every call of a run, whoever makes it, and lets one of them fail.</summary>
internal sealed class CallPlan
{
    private int at = -1;
    private Mishap mishap;

    public int Calls { get; private set; }

    /// <summary>The planned failure has happened.</summary>
    public bool Hit { get; private set; }

    /// <summary>The next run fails at its call number <paramref name="call"/>, counted from 0; -1: at none.</summary>
    public void Fail(int call, Mishap how)
    {
        (at, mishap, Calls, Hit) = (call, how, 0, false);
    }

    /// <summary>Whether this call fails, and how.</summary>
    public Mishap? Next()
    {
        if (Calls++ != at)
        {
            return null;
        }

        Hit = true;
        return mishap;
    }

    /// <summary>One call without a half-way.</summary>
    public async Task<T> RunAsync<T>(Func<Task<T>> call, Func<Exception> lost)
    {
        var mishap = Next();
        if (mishap == Mishap.Before)
        {
            throw lost();
        }

        var result = await call();
        return mishap is null ? result : throw lost();
    }

    public static SshException Lost() => new(SshFailure.ConnectionLost, "the connection was cut", certainlyNotDelivered: false);
}
