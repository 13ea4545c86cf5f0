using System.Globalization;
using System.Text;
using Hub.Adapters.Infno.Profiles;
using Hub.Adapters.Infno.Wire.Gateways;
using Hub.Certs.Registry;
using Hub.Journal;

namespace Hub.Adapters.Infno.Outbound;

/// <summary>Puts the gateway headers on what we send to the core; they carry the time of sending, so they are not part of the stored intent.</summary>
public sealed class CoreGateway
{
    private readonly InfnoProfile profile;
    private readonly string accessKey;
    private readonly string secret;
    private readonly TimeProvider time;

    /// <exception cref="InvalidOperationException">An access name without a readable secret.</exception>
    public CoreGateway(InfnoProfile profile, CoreOptions options, string folder, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(options);
        this.profile = profile;
        this.time = time;
        accessKey = options.GatewayAccessKey;
        secret = accessKey.Length == 0 ? "" : Read(options.GatewaySecret, folder);
    }

    public void Sign(HttpRequestMessage message, OutboundRequest request)
    {
        ArgumentNullException.ThrowIfNull(message);
        ArgumentNullException.ThrowIfNull(request);
        if (accessKey.Length == 0)
        {
            return;
        }

        var now = time.GetUtcNow();
        var headers = profile.Gateway == Profiles.GatewayScheme.Csb
            ? CsbGateway.Headers(secret, accessKey, request.Kind, "1.0.0", now)
            : TifGateway.Headers(secret, accessKey, request.RequestId.ToString("D16", CultureInfo.InvariantCulture), now);
        foreach (var (name, value) in headers)
        {
            message.Headers.TryAddWithoutValidation(name, value);
        }
    }

    private static string Read(string reference, string folder) =>
        SecretReference.TryParse(reference, folder, out var place) && place.Resolve() is { } bytes
            ? Encoding.UTF8.GetString(bytes)
            : throw new InvalidOperationException(
                "infno:core:gatewaySecret: must be file:PATH or env:NAME and readable when gatewayAccessKey is set.");
}
