package dev.vinculo

import java.io.EOFException
import java.io.IOException
import java.net.ConnectException
import java.net.NoRouteToHostException
import java.net.SocketException
import java.net.SocketTimeoutException
import java.net.UnknownHostException
import java.security.cert.CertificateException
import javax.net.ssl.SSLException
import javax.net.ssl.SSLHandshakeException
import javax.net.ssl.SSLPeerUnverifiedException

/** How far a request got, by the exception of any client. When in doubt it counts as sent. */
internal fun failureKind(problem: IOException): HttpFailure.Kind = when {
    problem is HttpFailure -> problem.kind
    isAboutTls(problem) && chain(problem).any { it is SSLHandshakeException || it is SSLPeerUnverifiedException } ->
        HttpFailure.Kind.NOT_TRUSTED
    chain(problem).any { it is UnknownHostException || it is ConnectException || it is NoRouteToHostException } ->
        HttpFailure.Kind.OFFLINE
    else -> HttpFailure.Kind.TIMED_OUT
}

/** A connection that breaks within the handshake is an [SSLException], too, but an ordinary one of a bad network. */
internal fun isAboutTls(problem: IOException): Boolean = chain(problem).any { it is SSLException || it is CertificateException } &&
    chain(problem).none { it is EOFException || it is SocketException || it is SocketTimeoutException }

/** The exception and its causes; bounded, because a cause may lead round in circles. */
private fun chain(problem: Throwable): Sequence<Throwable> = generateSequence(problem) { it.cause }.take(MAX_CAUSES)

private const val MAX_CAUSES = 16
