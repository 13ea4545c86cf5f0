using System.Net;
using System.Net.Sockets;

namespace Hub.Console.Officers;

/// <summary>Counts failed log-ins per address and refuses further ones for a while. Bounded: the oldest address is forgotten for a new one.</summary>
internal sealed class LoginLimiter(ConsoleOptions options, TimeProvider time)
{
    private const int AddressesMax = 10_000;

    private readonly Lock guard = new();
    private readonly Dictionary<string, Queue<DateTimeOffset>> failures = new(StringComparer.Ordinal);

    /// <summary>How long an address has to wait; null when it may try.</summary>
    internal TimeSpan? WaitOf(IPAddress? address)
    {
        lock (guard)
        {
            var now = time.GetUtcNow();
            return failures.TryGetValue(Name(address), out var past) && Recent(past, now) >= options.LoginAttemptsMax
                ? past.ElementAt(past.Count - options.LoginAttemptsMax) + options.LoginWindow - now
                : null;
        }
    }

    /// <summary>Notes a failure; returns how many count.</summary>
    internal int Fail(IPAddress? address)
    {
        lock (guard)
        {
            var now = time.GetUtcNow();
            var name = Name(address);
            if (!failures.TryGetValue(name, out var past))
            {
                MakeRoom(now);
                failures[name] = past = new Queue<DateTimeOffset>();
            }

            past.Enqueue(now);
            return Recent(past, now);
        }
    }

    /// <summary>An address as it is counted and logged: of IPv6 the network, since a machine there has as many addresses as it likes.</summary>
    internal static string Name(IPAddress? address)
    {
        if (address is null)
        {
            return "unknown";
        }

        var plain = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        if (plain.AddressFamily != AddressFamily.InterNetworkV6 || IPAddress.IsLoopback(plain))
        {
            return plain.ToString();
        }

        var bytes = plain.GetAddressBytes();
        bytes.AsSpan(8).Clear();
        return new IPAddress(bytes) + "/64";
    }

    private int Recent(Queue<DateTimeOffset> past, DateTimeOffset now)
    {
        while (past.TryPeek(out var oldest) && now - oldest >= options.LoginWindow)
        {
            past.Dequeue();
        }

        return past.Count;
    }

    private void MakeRoom(DateTimeOffset now)
    {
        if (failures.Count < AddressesMax)
        {
            return;
        }

        foreach (var (name, past) in failures.ToList())
        {
            if (Recent(past, now) == 0)
            {
                failures.Remove(name);
            }
        }

        if (failures.Count >= AddressesMax)
        {
            failures.Remove(failures.MinBy(pair => pair.Value.Peek()).Key);
        }
    }
}
