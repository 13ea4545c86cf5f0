using Hub.Canonical.Messages;

namespace Hub.Adapters.Infno.Translation;

/// <summary>
/// How one transaction is said canonically, in both directions and for both halves: as server it reads requests and
/// writes replies, as client of the core it writes requests and reads replies. Pure.
/// </summary>
internal interface ITranslation
{
    ICommand ReadRequest(string infno, Origin origin, BodyReading input);

    void WriteRequest(object command, BodyWriting input);

    object ReadReply(string infno, BodyReading output);

    void WriteReply(string infno, object reply, BodyWriting output);
}

/// <summary>The typed form: one command, one reply.</summary>
internal abstract class Translation<TCommand, TReply> : ITranslation
    where TCommand : class, ICommand
    where TReply : class
{
    ICommand ITranslation.ReadRequest(string infno, Origin origin, BodyReading input) => Read(infno, origin, input);

    void ITranslation.WriteRequest(object command, BodyWriting input) => Write((TCommand)command, input);

    object ITranslation.ReadReply(string infno, BodyReading output) => ReadAnswer(infno, output);

    void ITranslation.WriteReply(string infno, object reply, BodyWriting output) => WriteAnswer(infno, (TReply)reply, output);

    protected abstract TCommand Read(string infno, Origin origin, BodyReading input);

    protected abstract void Write(TCommand command, BodyWriting input);

    protected abstract TReply ReadAnswer(string infno, BodyReading output);

    protected abstract void WriteAnswer(string infno, TReply reply, BodyWriting output);
}

/// <summary>A transaction whose answer says no more than that it was done.</summary>
internal abstract class AcknowledgedTranslation<TCommand> : Translation<TCommand, Acknowledged>
    where TCommand : class, ICommand
{
    protected override Acknowledged ReadAnswer(string infno, BodyReading output) => new() { Extensions = output.Rest() };

    protected override void WriteAnswer(string infno, Acknowledged reply, BodyWriting output) => output.Add(reply.Extensions);
}
