using System.Globalization;
using System.Net;
using Hub.Adapters.Hl7v2.Translation;

namespace Hub.Adapters.Hl7v2;

/// <summary>The few rules between settings that no declaration can say.</summary>
public static class Hl7v2OptionRules
{
    private const int ListenersMax = 20;
    private const int SendersMax = 1000;

    /// <summary>Each problem begins with the name of the setting. Empty when all is well.</summary>
    public static IEnumerable<string> Problems(Hl7v2Options options)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (options.Listeners.Count > ListenersMax)
        {
            yield return "Hl7v2:Listeners has more than 20 elements";
        }

        if (options.Senders.Count > SendersMax)
        {
            yield return "Hl7v2:Senders has more than 1,000 elements";
        }

        for (var i = 0; i < options.Listeners.Count; i++)
        {
            foreach (var problem in Of(options.Listeners[i]))
            {
                yield return string.Create(CultureInfo.InvariantCulture, $"Hl7v2:Listeners:{i}:{problem}");
            }
        }

        var pairs = new HashSet<(string, string)>();
        for (var i = 0; i < options.Senders.Count; i++)
        {
            var sender = options.Senders[i];
            foreach (var problem in Of(sender, pairs.Add((sender.Application, sender.Facility))))
            {
                yield return string.Create(CultureInfo.InvariantCulture, $"Hl7v2:Senders:{i}:{problem}");
            }
        }
    }

    private static IEnumerable<string> Of(Hl7v2Listener listener)
    {
        if (!IPAddress.TryParse(listener.Address, out var address))
        {
            yield return "Address must be an IP address";
        }
        else if (!IPAddress.IsLoopback(address) && listener.CertificateFile.Length == 0 && !listener.AllowPlain)
        {
            yield return "Address is reachable from other machines without TLS";
        }

        if ((listener.CertificateFile.Length == 0) != (listener.CertificateKeyFile.Length == 0))
        {
            yield return "CertificateKeyFile and CertificateFile go together";
        }
    }

    private static IEnumerable<string> Of(Hl7v2Sender sender, bool isFirst)
    {
        if (!isFirst)
        {
            yield return "Application and Facility name two senders";
        }

        if (sender.TreatmentDivision.Length != 6)
        {
            yield return "TreatmentDivision must be 6 digits";
        }

        if (sender.ProofByAddress && sender.Addresses.Length == 0)
        {
            yield return "Addresses must not be empty with ProofByAddress";
        }

        string? wrong = null;
        try
        {
            _ = new SenderRules(sender);
        }
        catch (FormatException)
        {
            wrong = "Charset or Addresses cannot be read";
        }

        if (wrong is not null)
        {
            yield return wrong;
        }
    }
}
