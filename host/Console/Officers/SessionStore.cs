using System.Collections.Concurrent;

namespace Hub.Console.Officers;

/// <summary>
/// Who is logged in, in this node's memory only: a restart ends every session. A session ends by log-out, idleness, age, or any change of
/// its officer's entry.
/// </summary>
internal sealed class SessionStore(OfficerFile officers, ConsoleOptions options, TimeProvider time)
{
    // By the digest of the id, so that finding one takes no time that an id could be guessed by.
    private readonly ConcurrentDictionary<string, Session> sessions = new(StringComparer.Ordinal);

    /// <summary>Opens a session; the id goes into the cookie and is kept nowhere.</summary>
    internal string Begin(Officer officer)
    {
        var now = time.GetUtcNow();
        MakeRoom(now);
        var id = AccessToken.New();
        sessions[AccessToken.Digest(id)] = new Session(officer, AccessToken.New(), now);
        return id;
    }

    /// <summary>The session of an id; null when there is none any more.</summary>
    /// <param name="id">From the cookie.</param>
    /// <param name="byPerson">Whether a person asked; a page that refreshes itself keeps nobody logged in.</param>
    internal Session? Find(string? id, bool byPerson)
    {
        if (id is not { Length: > 0 and <= AccessToken.LengthMax } || !sessions.TryGetValue(AccessToken.Digest(id), out var session))
        {
            return null;
        }

        var now = time.GetUtcNow();
        if (!IsOpen(session, now))
        {
            End(id);
            return null;
        }

        if (byPerson)
        {
            session.LastUsedAt = now;
        }

        return session;
    }

    internal void End(string? id)
    {
        if (id is { Length: > 0 and <= AccessToken.LengthMax })
        {
            sessions.TryRemove(AccessToken.Digest(id), out _);
        }
    }

    private bool IsOpen(Session session, DateTimeOffset now) =>
        now - session.BeganAt < options.SessionLimit
        && now - session.LastUsedAt < options.SessionIdleLimit
        && session.Officer.IsValidAt(now)
        && officers.Current.Find(session.Officer.Id) == session.Officer;

    private void MakeRoom(DateTimeOffset now)
    {
        foreach (var (key, session) in sessions)
        {
            if (!IsOpen(session, now))
            {
                sessions.TryRemove(key, out _);
            }
        }

        while (sessions.Count >= options.SessionsMax && !sessions.IsEmpty)
        {
            sessions.TryRemove(sessions.MinBy(pair => pair.Value.LastUsedAt).Key, out _);
        }
    }
}

/// <summary>One officer's log-in in one browser.</summary>
internal sealed class Session(Officer officer, string formToken, DateTimeOffset now)
{
    private long lastUsed = now.UtcTicks;
    private Notice? notice;

    internal Officer Officer { get; } = officer;

    /// <summary>Stands in every form of this session; a form without it was not made by a page of ours.</summary>
    internal string FormToken { get; } = formToken;

    internal DateTimeOffset BeganAt { get; } = now;

    internal DateTimeOffset LastUsedAt
    {
        get => new(Interlocked.Read(ref lastUsed), TimeSpan.Zero);
        set => Interlocked.Exchange(ref lastUsed, value.UtcTicks);
    }

    /// <summary>Leaves what became of an act for the next page.</summary>
    internal void Leave(Notice left) => Interlocked.Exchange(ref notice, left);

    /// <summary>Takes what was left, once.</summary>
    internal Notice? Take() => Interlocked.Exchange(ref notice, null);
}
