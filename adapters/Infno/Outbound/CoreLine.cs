using System.Net.Sockets;
using Hub.Adapters.Infno.Profiles;
using Hub.Adapters.Infno.Translation;
using Hub.Adapters.Infno.Wire;
using Hub.Adapters.Infno.Wire.Envelope;
using Hub.Canonical.Messages;
using Hub.Journal;

namespace Hub.Adapters.Infno.Outbound;

/// <summary>
/// The hub as a client of the bureau core (destination <c>core</c>): translate, encode, send, say what came of it. An
/// institution's own message keeps its msgid on the way to the core, so that core and institution can reconcile by it;
/// what the hub asks on its own account (inquiries, reversals) gets a msgid made from the request id.
/// </summary>
public sealed class CoreLine : IOutboundAdapter
{
    private readonly InfnoProfile profile;
    private readonly Translations translations;
    private readonly CoreOptions options;
    private readonly HttpClient http;
    private readonly CoreGateway gateway;

    /// <param name="profile">The core's dialect.</param>
    /// <param name="options">Where and within which limits.</param>
    /// <param name="http">Client without redirects and without automatic decompression.</param>
    /// <param name="gateway">Signs the gateway headers.</param>
    public CoreLine(InfnoProfile profile, CoreOptions options, HttpClient http, CoreGateway gateway)
    {
        ArgumentNullException.ThrowIfNull(profile);
        this.profile = profile;
        this.options = options;
        this.http = http;
        this.gateway = gateway;
        translations = new Translations(profile.BalancedCode);
    }

    public string Destination => "core";

    public OutboundRequest Encode(long requestId, object message, DateTimeOffset now)
    {
        var command = (ICommand)message;
        var infno = InfnoNumbers.Of(message);
        var origin = command.Origin;
        var wallClock = ChinaTime.Of(now);
        var native = origin.Channel == InfnoAdapter.Channel;
        var msgid = native && origin.Kind == infno
            ? origin.Key
            : MessageIds.For(origin.Institution, wallClock, requestId);
        var table = profile.Find(infno) ?? throw new InvalidOperationException($"Profile {profile.Name} has no transaction {infno}.");
        var body = new BodyWriting(table.Input, native ? null : new RequiredFields(command));
        translations.Find(infno)!.WriteRequest(message, body);
        var envelope = new RequestEnvelope
        {
            Infno = infno,
            Msgid = msgid,
            MdtrtareaAdmvs = origin.TreatmentDivision,
            InsuplcAdmdvs = InsuredDivision(command, native),
            RecerSysCode = options.ReceiverSystem,
            Infver = profile.Versions.Count > 0 ? profile.Versions[0] : "V1.0",
            OpterType = origin.OperatorType,
            Opter = Operator(origin.Operator, origin, native),
            OpterName = Operator(origin.OperatorName, origin, native),
            InfTime = WireTime.Write(wallClock),
            FixmedinsCode = origin.Institution,
            FixmedinsName = Operator(origin.InstitutionName, origin, native),
            SignNo = origin.SignIn,
        };
        var bytes = EnvelopeWriter.WriteRequest(envelope, body.ToUtf8(), profile.Body == BodyForm.Text);
        return new OutboundRequest(requestId, infno, msgid, origin.Institution, bytes, message.GetType().Name);
    }

    /// <summary>Channels without a clerk's name speak for the institution, and the envelope wants somebody.</summary>
    private static string Operator(string said, Origin origin, bool native) => native || said.Length > 0 ? said : origin.Institution;

    /// <summary>Only 1101 may leave it empty: its answer says it.</summary>
    private static string InsuredDivision(ICommand command, bool native) =>
        native || command is IdentifyPerson || command.Origin.InsuredDivision.Length > 0 ? command.Origin.InsuredDivision : command.Origin.TreatmentDivision;

    public async Task<TransportResult> SendAsync(OutboundRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        using var message = new HttpRequestMessage(HttpMethod.Post, new Uri(options.Url!, options.Url!.AbsolutePath.TrimEnd('/') + "/" + request.Kind));
        message.Content = new ReadOnlyMemoryContent(request.Body);
        message.Content.Headers.TryAddWithoutValidation("Content-Type", "application/json;charset=UTF-8");
        gateway.Sign(message, request);
        try
        {
            using var response = await http.SendAsync(message, HttpCompletionOption.ResponseContentRead, cancellationToken).ConfigureAwait(false);
            var body = await response.Content.ReadAsByteArrayAsync(cancellationToken).ConfigureAwait(false);
            return CoreAnswer.OfStatus(response.StatusCode, body);
        }
        catch (HttpRequestException e) when (e.HttpRequestError is HttpRequestError.NameResolutionError or HttpRequestError.ConnectionError
            && (e.InnerException is not SocketException s || s.SocketErrorCode is not (SocketError.ConnectionReset or SocketError.ConnectionAborted)))
        {
            return new TransportResult(TransportStatus.NotSent, default, e.HttpRequestError.ToString());
        }
        catch (HttpRequestException e)
        {
            return new TransportResult(TransportStatus.Unknown, default, e.HttpRequestError.ToString());
        }
        catch (IOException e)
        {
            return new TransportResult(TransportStatus.Unknown, default, e.GetType().Name);
        }
        catch (OperationCanceledException)
        {
            return new TransportResult(TransportStatus.Unknown, default, "no answer within the limit");
        }
    }

    public CallOutcome Decode(OutboundRequest request, TransportResult result) => CoreAnswer.Decode(request, result, profile, translations);
}
